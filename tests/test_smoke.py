def test_a_house_opens(house):
    assert house.client().get("/").status_code == 200


def test_a_phone_opens(two):
    two.couple()
    two.one.go("/")
    assert two.one.sees("Ana")
