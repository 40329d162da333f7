"""Live time as two people use it: two phones in step, one phone between them, a pause. Names are the programme's rows."""

from __future__ import annotations

from gemel.testing_browser import Phone, Two
from gemel.testing_sittings import Roles, begin, both_see, clock_moves, roles


def listening(two: Two) -> Roles:
    """Both there, both have chosen, phones laid down: the first turn begins."""
    two.couple()
    begin(two, "listening", "I am here to listen")
    both_see(two, "What would you like to speak about?")
    two.one.look("topic")
    two.one.tap("Something from today")
    two.one.waits_for("It goes on when both have tapped")
    two.other.tap("Something that lies ahead")
    both_see(two, "Phones down")
    two.one.look("phones-down")
    clock_moves(two, 11)
    return roles(two)


def said_back(now: Roles) -> None:
    """The speaker hands over, the listener says it back."""
    now.speaker.tap("Your turn is theirs")
    now.listener.waits_for("Say it back")
    now.listener.tap("I have said it")
    now.speaker.waits_for("Was that it?")


def rest_of_turn(now: Roles, wish: str = "Just listen") -> None:
    now.speaker.tap("Yes, that’s it")
    now.speaker.tap("That was all")
    now.listener.waits_for("How can I help, or shall I just listen?")
    now.listener.tap("I have asked")
    now.speaker.waits_for("What would be good now?")
    now.speaker.tap(wish)
    now.listener.waits_for(wish)
    now.listener.tap("Done, thank you")


def test_S1_1_one_speaks_the_other_only_listens_and_turns_are_handed_over(two: Two) -> None:
    now = listening(two)
    assert now.speaker.sees("Your turn to speak")
    assert now.listener.sees("You only listen.")
    assert "nearly-off" in (now.listener.page.get_attribute("body", "class") or "")
    assert now.listener.page.get_by_role("button", name="Your turn is theirs").count() == 0
    now.speaker.look("speaking")
    now.listener.look("listening")
    said_back(now)
    rest_of_turn(now)
    after = now.swapped()
    after.speaker.waits_for("Now you speak")
    assert after.listener.sees("Now you listen")
    for phone in (two.one, two.other):
        assert {"Pass", "Stop", "Pause"} <= set(buttons(phone))


def buttons(phone: Phone) -> list[str]:
    return [text.strip() for text in phone.page.locator(".sitting-foot button").all_inner_texts()]


def test_S1_2_it_is_said_back_until_that_is_it(two: Two) -> None:
    now = listening(two)
    said_back(now)
    now.speaker.look("was-that-it")
    now.speaker.tap("Partly")
    now.listener.waits_for("Ask: what did I miss?")
    assert now.listener.lacks("wrong")
    now.listener.look("ask")
    now.listener.tap("I have asked and said it back")
    now.speaker.tap("Let me try again")
    now.listener.waits_for("puts it another way")
    said_back(now)
    now.speaker.tap("Partly")
    now.speaker.waits_for("How is it now?")  # a kind way out after two rounds
    now.speaker.look("enough")
    now.speaker.tap("Ask me once more")
    now.listener.tap("I have asked and said it back")
    now.speaker.tap("Yes, that’s it")
    now.listener.waits_for("You got it")


def test_S1_3_the_listener_offers_and_just_listen_is_an_answer(two: Two) -> None:
    now = listening(two)
    said_back(now)
    rest_of_turn(now)
    after = now.swapped()
    after.speaker.tap("I begin")
    said_back(after)
    rest_of_turn(after, "A hug")
    both_see(two, "Both were heard")
    two.one.look("closing")
    two.one.page.get_by_role("group", name="How understood did you feel just now?").get_by_label("8").check()
    two.one.tap("Done")
    assert two.one.sees("kept for you alone")
    two.other.page.get_by_role("group", name="How at ease?").get_by_label("2").check()
    two.other.tap("Done")
    assert two.other.sees("That was not an easy one")
    two.other.look("care")
    for phone in (two.one, two.other):
        phone.go("/timeline")
        assert phone.sees("Listening · ")


def test_S1_4_S4_4_phones_go_down_for_an_agreed_time_which_counts_as_time_together(two: Two) -> None:
    two.couple()
    two.other.go("/week")
    two.one.go("/exercises/down")
    two.one.look("how-long")
    two.one.page.get_by_text("40 minutes", exact=True).click()
    two.one.tap("A soft sound at the end: on")
    assert two.one.sees("A soft sound at the end: off")
    two.one.tap("Begin")
    both_see(two, "Lay it face down.")
    assert two.other.sees("A soft sound tells you when.") and two.one.lacks("A soft sound")
    two.one.look("down")
    two.other.go("/")
    assert two.other.sees("Lay it face down.")  # nothing else is brought meanwhile
    clock_moves(two, 40 * 60 + 1)
    both_see(two, "That was your time")
    two.one.look("over")
    two.other.go("/timeline")
    assert two.other.sees("Phones down · 40 minutes")


def test_S8_1_either_taps_once_and_both_see_the_same_words_and_the_same_clock(two: Two) -> None:
    two.couple()
    two.one.go("/timeline")
    two.other.go("/thanks/new")
    two.one.tap("Pause")
    both_see(two, "Nothing is decided now.")
    promise = [phone.page.locator(".clock-promise").inner_text() for phone in (two.one, two.other)]
    assert promise[0] == promise[1] != ""
    two.other.look("paused")
    two.other.page.get_by_text("Another time", exact=True).click()
    two.other.tap("In an hour")
    two.one.page.wait_for_function(f"() => document.querySelector('.clock-promise').innerText !== {promise[0]!r}")
    assert two.one.sees("I don’t feel safe")
    two.one.tap("I don’t feel safe")
    assert two.one.page.url.endswith("/help")
    assert two.other.sees("Nothing is decided now.")  # and nobody was told


def test_S8_1_a_pause_takes_nothing_that_is_being_written(two: Two) -> None:
    two.couple()
    two.one.go("/")
    two.other.go("/private")
    two.other.page.locator("textarea").first.fill("only half of this is")
    two.one.tap("Pause")
    two.other.page.locator(".live-cover").wait_for()
    two.other.look("cover-over-writing")
    two.other.tap("Finish what I was writing first")
    assert two.other.page.locator("textarea").first.input_value() == "only half of this is"


def test_S8_1_a_pause_can_be_called_in_the_middle_of_listening(two: Two) -> None:
    now = listening(two)
    now.listener.tap("Pause")
    both_see(two, "Nothing is decided now.")
    texts = [phone.page.inner_text("main") for phone in (two.one, two.other)]
    assert texts[0] == texts[1]  # nobody can tell who


def test_S8_3_both_come_back_softly_one_point_at_a_time_and_nobody_is_chased(two: Two) -> None:
    two.couple()
    two.one.go("/")
    two.other.go("/")
    two.one.tap("Pause")
    both_see(two, "Nothing is decided now.")
    clock_moves(two, 31 * 60)
    both_see(two, "How stirred up are you still?")
    two.one.look("how-ready")
    two.one.tap("2")
    two.one.waits_for("It goes on when both have tapped")
    assert two.other.sees("How stirred up are you still?")  # learns nothing
    two.other.tap("8")
    both_see(two, "Nothing is decided now.")  # a new time, and no word of whose
    clock_moves(two, 31 * 60)
    two.one.tap("1")
    two.other.tap("3")
    both_see(two, "Softly back")
    two.one.look("softly-back")
    two.other.tap("We are talking again")
    both_see(two, "One thing, said softly")
    two.one.tap("That was enough for today")
    both_see(two, "You came back")
    two.one.look("back")
    two.one.tap("Something that helped? Put it in your care manual")
    two.other.go("/timeline")
    assert two.other.sees("A pause · ")


def test_S8_3_or_a_day_is_booked(two: Two) -> None:
    two.couple()
    two.one.go("/")
    two.one.tap("Pause")
    clock_moves(two, 31 * 60)
    two.one.page.get_by_text("Or on another day", exact=True).click()
    two.one.tap("In two days")
    two.other.go("/sittings")
    assert two.other.sees("A pause")
    two.other.tap("Go there")
    two.other.tap("We come back to it now")
    both_see(two, "Softly back")


def test_S1_1_on_one_phone_it_is_handed_over_behind_a_cover(two: Two) -> None:
    two.couple()
    phone = two.one
    phone.go("/exercises/listening")
    phone.page.get_by_text("With this phone between you").click()
    phone.tap("Ask Ben")
    phone.tap("We are here to listen")
    phone.tap("Something from today")
    phone.waits_for("Hand the phone to Ben")
    phone.look("hand-over")
    assert phone.lacks("Something from today")
    phone.tap("I am Ben")
    phone.tap("Something small that stayed")
    clock_moves(two, 11)
    one_phone_turn(phone)
    lift(phone)
    phone.waits_for("Now you speak, ")
    phone.tap("I begin")
    one_phone_turn(phone)
    phone.waits_for("Both were heard")
    assert phone.sees("how understood did you feel")


def one_phone_turn(phone: Phone) -> None:
    lift(phone)
    phone.look("one-phone-floor")
    for button in ("says it back", "It was said back", "Yes, that’s it", "That was all", "It was asked", "Just listen"):
        phone.page.get_by_role("button", name=button).first.click()
        phone.settle()
    phone.tap("Done, thank you")


def lift(phone: Phone) -> None:
    cover = phone.page.get_by_role("button", name="I am ")
    if cover.count() and not phone.lacks("Hand the phone"):
        cover.first.click()
        phone.settle()


def test_S1_2_apart_and_in_writing_the_words_are_gone_when_the_turn_is(two: Two) -> None:
    two.couple()
    two.one.go("/exercises/listening")
    two.one.page.get_by_text("In writing").click()
    two.one.tap("Ask Ben")
    two.other.go("/sittings")
    two.other.tap("Go there")
    two.other.tap("Now is good")
    for phone in (two.one, two.other):
        phone.tap("I am here to listen")
    for phone in (two.one, two.other):
        phone.tap("Something from today")
    both_see(two, "Phones down")
    clock_moves(two, 11)
    now = roles(two)
    now.speaker.write("In a sentence or two", "I was glad of the rain")
    now.speaker.tap("Your turn is theirs")
    now.listener.waits_for("I was glad of the rain")
    assert now.listener.sees("Ben" if now.listener is two.one else "Ana")
    now.listener.look("written")
    now.listener.write("In a sentence or two", "The rain did you good")
    now.listener.tap("I have said it")
    now.speaker.waits_for("The rain did you good")
    rest_of_turn(now)
    now.listener.waits_for("Now you speak")
    assert now.listener.lacks("I was glad of the rain")


def test_S4_2_how_was_your_day_with_the_stress_of_it_kept_outside(two: Two) -> None:
    two.couple()
    begin(two, "day")
    both_see(two, "The day stays outside")
    two.one.page.get_by_role("button", name="begins").click()
    now = roles(two)
    now.listener.waits_for("Advice waits until it is asked for.")
    now.speaker.look("heavy")
    now.speaker.tap("That is what it was")
    now.listener.waits_for("Take their side")
    now.listener.look("their-side")
    now.listener.tap("I have said it")
    now.speaker.tap("That was all")
    now.speaker.tap("One idea, please")
    now.listener.waits_for("One idea, please")
    now.listener.tap("Done")
    now.speaker.tap("I have told it")
    now.listener.tap("Thank you for telling me")
    after = now.swapped()
    after.speaker.tap("I begin")
    after.speaker.tap("Nothing heavy today")
    after.speaker.tap("I have told it")
    after.listener.tap("Thank you for telling me")
    both_see(two, "One small thing for tomorrow")
    for phone in (two.one, two.other):
        phone.tap("I have said mine")
    both_see(two, "The day is told")
    two.one.tap("Close the day")
    both_see(two, "Until tomorrow")


def test_S6_1_S6_2_it_is_said_back_made_sense_of_asked_and_only_what_was_chosen_is_offered(two: Two) -> None:
    two.couple()
    begin(two, "empathy")
    now = roles(two)
    now.speaker.page.get_by_role("button", name="says it back").click()
    now.listener.tap("I have said it back")
    now.speaker.tap("That was all")
    now.listener.waits_for("Say what makes sense in it")
    now.listener.look("makes-sense")
    now.listener.tap("I have said it")
    now.listener.waits_for("Ask how it felt")
    assert now.listener.sees("said as a question")
    now.listener.tap("I have asked")
    now.speaker.look("does-that-fit")
    now.speaker.tap("Another word fits better")
    now.speaker.tap("I have said it")
    now.speaker.tap("Just company")
    now.listener.waits_for("Just company")
    assert now.listener.lacks("Practical help")  # the listener sees the choice alone
    now.listener.tap("I have offered it")
    now.speaker.tap("Thank you")
    now.swapped().speaker.waits_for("Now you share something")


def test_D1_two_minutes_of_being_here_present_and_attentive(two: Two) -> None:
    two.couple()
    begin(two, "arriving")
    both_see(two, "Just be here")
    two.one.look("being-here")
    clock_moves(two, 121)
    both_see(two, "One word each, aloud")
    for phone in (two.one, two.other):
        phone.tap("It is said")
    both_see(two, "You are here")
    two.other.go("/timeline")
    assert two.other.sees("Arriving · 2 minutes")


def test_D2_good_news_is_asked_about_twice_and_enjoyed_together(two: Two) -> None:
    two.couple()
    two.other.go("/")
    two.one.go("/exercises/good-news")
    two.one.tap("Ask Ben")
    two.other.page.locator("gm-live .live-line a").wait_for()
    two.other.tap("See")
    two.other.waits_for("Ana has good news")
    two.other.tap("Now is good")
    two.one.tap("I am here")
    two.other.tap("I am here")
    two.one.waits_for("Tell your good news")
    two.one.tap("That is the news")
    two.other.waits_for("Ask a first question")
    two.other.look("first-question")
    two.other.tap("I have asked")
    two.one.tap("I have told it")
    two.other.tap("I have asked")
    two.one.tap("I have told it")
    two.one.look("enjoy")
    two.one.tap("Just stay with it a moment")
    both_see(two, "Just stay with it a moment")
    two.other.tap("That was good")
    both_see(two, "It was worth telling")


def test_the_meeting_for_the_week_leads_to_its_tips(two: Two) -> None:
    two.couple()
    begin(two, "weekly")
    for words, button in (("A thank you each", "I have said mine"), ("What worked this week?", "I have said mine")):
        both_see(two, words)
        for phone in (two.one, two.other):
            phone.tap(button)
    now = roles(two)
    now.speaker.tap("Nothing this week")
    now.listener.tap("Nothing this week")
    both_see(two, "What would you two like more of?")
    for phone in (two.one, two.other):
        phone.tap("That is good for me")
    two.one.tap("That is our plan")
    two.other.tap("Close the week")
    both_see(two, "The week is talked over")
    two.one.look("week-end")


def test_a_phone_that_lost_its_network_for_five_minutes_is_right_at_once(two: Two) -> None:
    now = listening(two)
    now.listener.context.set_offline(True)
    now.speaker.tap("Your turn is theirs")
    now.speaker.waits_for("says it back")
    two.house.clock.forward(minutes=5)
    assert now.listener.sees("You only listen.")
    now.listener.context.set_offline(False)
    now.listener.page.get_by_text("Say it back", exact=True).wait_for(timeout=2500)


def test_a_tap_without_a_network_is_kept_and_goes_out_when_it_is_back(two: Two) -> None:
    now = listening(two)
    now.speaker.context.set_offline(True)
    now.speaker.page.get_by_role("button", name="Your turn is theirs").click()
    now.speaker.page.wait_for_timeout(300)
    now.speaker.context.set_offline(False)
    now.listener.waits_for("Say it back")


def test_a_phone_swapped_for_another_comes_back_at_the_right_place(two: Two) -> None:
    now = listening(two)
    now.speaker.tap("Your turn is theirs")
    fresh = now.listener.context.new_page()
    now.listener.page.close()
    now.listener.page = fresh
    now.listener.go("/")
    now.listener.tap("See")
    now.listener.waits_for("Say it back")


def test_two_taps_at_once_give_one_result(two: Two) -> None:
    two.couple()
    begin(two, "day")
    both_see(two, "The day stays outside")
    for phone in (two.one, two.other):  # neither waits for the other's page
        phone.page.get_by_role("button", name="begins").evaluate("button => button.click()")
    now = roles(two)
    now.speaker.waits_for("What was heavy today?")
    assert now.listener.sees("Be curious, and be on their side.")


def test_a_partner_who_does_not_come_is_let_go_without_a_word_about_why(two: Two) -> None:
    two.couple()
    two.one.go("/exercises/listening")
    two.one.tap("Ask Ben")
    clock_moves(two, 48 * 3600 + 1)
    assert two.one.sees("Let go for now")
    assert two.one.lacks("Ben")


def test_a_pause_is_one_tap_away_on_every_kind_of_page(two: Two) -> None:
    two.couple()
    for path in ("/", "/timeline", "/you", "/help", "/private", "/week/tips", "/questions/spoken", "/calm/breathing"):
        two.one.go(path)
        two.one.tap("Pause")
        two.one.waits_for("Nothing is decided now.")
        two.one.tap("Stop")
        two.one.waits_for("The pause is over")


def test_a_phone_whose_clock_is_an_hour_off_shows_the_same_time_to_come_back(two: Two) -> None:
    two.couple()
    two.other.page.clock.install(time=(two.house.clock.now + 3600) * 1000)
    two.one.go("/")
    two.other.go("/")
    two.one.tap("Pause")
    both_see(two, "Nothing is decided now.")
    promise = [phone.page.locator(".clock-promise").inner_text() for phone in (two.one, two.other)]
    assert promise[0] == promise[1] == "Back at 10:30\u202fAM"


def test_a_name_of_sixty_signs_and_one_long_word_widen_no_page(two: Two) -> None:
    two.couple(("Wolfeschlegelsteinhausenbergerdorff" * 2)[:60], "Ben")
    for phone in (two.one, two.other):
        phone.page.set_viewport_size({"width": 320, "height": 640})
        phone.go("/")
    begin(two, "listening", "I am here to listen")
    for phone in (two.one, two.other):
        phone.waits_for("What would you like to speak about?")
    for path in ("/", "/questions", "/you"):
        two.other.go(path)
        assert two.other.page.evaluate("document.documentElement.scrollWidth") == 320, path
    two.other.go("/coach/draft")
    two.other.page.locator("main textarea").fill("You never listen " + "w" * 120)
    two.other.waits_for("When did it last happen?")
    assert two.other.page.evaluate("document.documentElement.scrollWidth") == 320
