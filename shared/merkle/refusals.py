"""Why a note, a checkpoint or a log cannot be relied on; no text repeats what it refuses."""

from __future__ import annotations

from shared.refusal import Refusal


class NoteMalformed(Refusal):
    """The text has not the form of a signed note."""

    def __init__(self) -> None:
        super().__init__(
            "note-malformed",
            "署名付きの検査点の形が正しくありません。",
            "受け取ったファイルを、改行も含めてそのまま使ってください。",
        )


class NoteNotSigned(Refusal):
    """None of the signatures is by a key that is trusted."""

    def __init__(self) -> None:
        super().__init__(
            "note-not-signed",
            "検査点に、確かめられる鍵の署名がありません。",
            "この記録の公開鍵を指定しているか確かめてください。",
        )


class SignatureInvalid(Refusal):
    """A signature that claims to be by a trusted key is not: the text or the signature changed."""

    def __init__(self) -> None:
        super().__init__(
            "note-signature-invalid",
            "検査点の署名が、その文面に合いません。",
            "検査点が書き換えられています。別に保管した検査点と比べてください。",
        )


class CheckpointMalformed(Refusal):
    """The signed text is not a checkpoint."""

    def __init__(self) -> None:
        super().__init__(
            "checkpoint-malformed",
            "署名された文面が、検査点の形になっていません。",
            "検査点のファイルを指定しているか確かめてください。",
        )


class CheckpointOfAnotherLog(Refusal):
    """The checkpoint names another origin."""

    def __init__(self) -> None:
        super().__init__(
            "checkpoint-of-another-log",
            "検査点が、別の記録のものです。",
            "同じ市町村・同じサービスの検査点を指定してください。",
        )


class LogDamaged(Refusal):
    """What is stored is not what was signed last: nothing may be appended, nothing certified."""

    def __init__(self) -> None:
        super().__init__(
            "log-damaged",
            "保存された記録が、最後に署名したときのものと違います。",
            "監査担当に知らせ、記録の検証で、変わった場所を調べてください。",
        )


class LogUnreadable(Refusal):
    """The tables of the log are not there, or not in their form."""

    def __init__(self) -> None:
        super().__init__(
            "log-unreadable",
            "データベースから記録の表を読み取れません。",
            "データベースの指定と、読み取りの権限を確かめてください。",
        )


class NotInLog(Refusal):
    """The log has no such position, or was never of that size."""

    def __init__(self) -> None:
        super().__init__(
            "not-in-log",
            "その位置の記録はありません。",
            "記録の件数より小さい位置を指定してください。",
        )
