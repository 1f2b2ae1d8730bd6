"""What does the program say of itself: what it protects, what not, what it is made of?"""

from __future__ import annotations

from youthcase.i18n import _

PROTECTS = (
    _(
        "Whoever finds this computer switched off, or takes the vault's files, reads nothing "
        "in them without a passphrase or the recovery code. The case files are encrypted as "
        "a whole, and are as strong as the weakest passphrase."
    ),
    _(
        "Files that were changed, exchanged or damaged from outside are noticed: when the "
        "vault is opened, or by the check on this page."
    ),
    _(
        "A copy of the vault is made by itself each day that it is used, opened and counted "
        "before it counts as one, and kept for weeks. It is encrypted like the vault."
    ),
    _(
        "What people do is written down in a chain that shows a change, a gap or a replay "
        "made without the key."
    ),
    _(
        "Nothing is sent anywhere: the program uses no network, and keeps no text of a case "
        "outside the vault except what somebody prints or saves."
    ),
)
PROTECTS_NOT = (
    _(
        "A caseworker or supervisor could, with other tools and their own passphrase, read and "
        "change all of the vault. What each of them may see is kept by this program, not by "
        "the encryption; only from managers does the encryption keep the case files."
    ),
    _("While the vault is unlocked, what is on the screen can be read. Lock it when you go."),
    _(
        "Malware on this computer, or its administrator, can see what you see. No program can "
        "prevent that."
    ),
    _(
        "A colleague who left can open the vault until their key is taken away, and for ever "
        "a copy that they kept. A supervisor takes keys away on the Colleagues page."
    ),
    _(
        "Copies on this computer are lost with this computer, and whoever can delete the vault "
        "can delete them too. Choose a second place on the Backups page: a drive that is kept "
        "elsewhere, or a network folder."
    ),
    _(
        "A backup holds what was there when it was made, not what was written since. It opens "
        "with the passphrases of its day, also with that of somebody who has left since."
    ),
    _(
        "Somebody can put the whole folder back to an older day, which cannot be seen from "
        "inside; the signed pages of the audit show it."
    ),
    _(
        "The computer's own paging and hibernation files may hold parts of what was open. Use "
        "full disk encryption."
    ),
)
LICENCES = (
    ("Youthcase", "Apache-2.0"),
    ("Python", "PSF-2.0"),
    ("Qt for Python (PySide6, Shiboken)", "LGPL-3.0"),
    ("SQLCipher", "BSD-3-Clause"),
    ("sqlcipher3", "zlib"),
    ("OpenSSL", "Apache-2.0"),
    ("cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("ReportLab", "BSD-3-Clause"),
    ("Pillow", "MIT-CMU"),
    ("charset-normalizer", "MIT"),
    ("openpyxl, et-xmlfile", "MIT"),
    ("defusedxml", "PSF-2.0"),
    ("platformdirs", "MIT"),
    ("pypdfium2, PDFium", "Apache-2.0 / BSD-3-Clause"),
    ("zxcvbn", "MIT"),
    ("HarfBuzz, uharfbuzz", "MIT-Modern-Variant / Apache-2.0"),
    ("Atkinson Hyperlegible Next, Lexend, Vazirmatn, Noto Sans", "OFL-1.1"),
    ("Unicode Character Database", "Unicode-DFS-2016"),
    ("Lucide", "ISC, MIT"),
)
