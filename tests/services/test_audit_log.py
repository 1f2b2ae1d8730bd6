"""Can people read who looked at a file, and is the log known to be whole?"""

from youthcase.services import training

SAM = "Sam Patel"


def test_a_file_tells_who_opened_it(session, folder):
    training.make(folder, session, people=8)
    sam = session.unlock(folder, SAM, training.PASSWORDS[SAM])
    person = sam.people.find("", limit=1)[0].person
    before = sam.audit_log.count_about(person)
    sam.people.opened(person)
    assert sam.audit_log.count_about(person) == before + 1
    newest = sam.audit_log.about(person, limit=1)[0]
    assert SAM in newest.sentence
    verdict = sam.audit_log.verify()
    assert verdict.is_sound
    sam.sitting.lock()


def test_a_row_changed_behind_the_journal_is_told(session, folder):
    training.make(folder, session, people=8)
    sam = session.unlock(folder, SAM, training.PASSWORDS[SAM])
    with sam.people._desk.vault.write() as db:
        db.execute("UPDATE person SET phone = '07700 900999'")
    assert not sam.audit_log.verify().is_sound
    sam.sitting.lock()
