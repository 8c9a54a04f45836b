"""Everything that changes training, under one name for the features above."""

from lms.training.enrolling import Enrolled, assign_kelas, enrol, move_up
from lms.training.naming import PrintedName, confirm_name
from lms.training.opening import close_session, close_test, open_session, open_test
from lms.training.organising import (
    Change,
    Sender,
    add_kelas,
    cancel,
    change,
    remove_quota,
    set_quota,
    start,
)
from lms.training.participating import answer, begin, move
from lms.training.planning import Plan, plan
from lms.training.scheduling import (
    SessionFacts,
    add_session,
    change_session,
    propose,
    remove_session,
)
from lms.training.teaching import Trainer, add_trainer, end_teaching

__all__ = [
    "Change",
    "Enrolled",
    "Plan",
    "PrintedName",
    "Sender",
    "SessionFacts",
    "Trainer",
    "add_kelas",
    "add_session",
    "add_trainer",
    "answer",
    "assign_kelas",
    "begin",
    "cancel",
    "change",
    "change_session",
    "close_session",
    "close_test",
    "confirm_name",
    "end_teaching",
    "enrol",
    "move",
    "move_up",
    "open_session",
    "open_test",
    "plan",
    "propose",
    "remove_quota",
    "remove_session",
    "set_quota",
    "start",
]
