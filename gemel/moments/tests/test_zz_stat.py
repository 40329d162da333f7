import collections
from gemel.moments.tests import oracle, test_model, world
C=collections.Counter()
def wrap(name):
    real=getattr(oracle.Oracle,name)
    def f(self,*a):
        C[name]+=1
        return real(self,*a)
    setattr(oracle.Oracle,name,f)
for n in ("confirmed","joined","left","settled"): wrap(n)
for n,f in list(vars(test_model.Model).items()):
    pass
def test_it(house):
    test_model.test_what_everybody_sees_is_what_the_oracle_says(house)
    print(C, world.taken_steps)
