from hypothesis import HealthCheck, settings

# A busy machine is not a mistake: no test here says anything about time.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
