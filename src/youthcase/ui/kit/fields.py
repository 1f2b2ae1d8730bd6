"""Which fields can a form be made of?"""

from youthcase.ui.kit.choice_fields import (
    CheckField,
    Choice,
    ChoiceChips,
    ChoiceField,
    Combo,
    RadioField,
)
from youthcase.ui.kit.date_field import DateField
from youthcase.ui.kit.field import Field
from youthcase.ui.kit.text_fields import (
    IconField,
    LongText,
    NumberField,
    PasswordField,
    TextField,
)
from youthcase.ui.kit.time_field import TimeField

__all__ = [
    "CheckField",
    "Choice",
    "ChoiceChips",
    "ChoiceField",
    "Combo",
    "DateField",
    "Field",
    "IconField",
    "LongText",
    "NumberField",
    "PasswordField",
    "RadioField",
    "TextField",
    "TimeField",
]
