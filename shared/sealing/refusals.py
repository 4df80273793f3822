"""Why a sealed value or a key cannot be had; none of the texts names a person."""

from __future__ import annotations

from shared.refusal import Refusal


class Erased(Refusal):
    """The person's key was destroyed: nothing that was sealed under it can be read again."""

    def __init__(self) -> None:
        super().__init__(
            "person-erased",
            "この方の個人情報は、消去されています。",
            "消去された内容は元に戻せません。消去の記録を確かめてください。",
        )


class KeyMissing(Refusal):
    """There is no key and none was destroyed: the key store is not the one that belongs here."""

    def __init__(self) -> None:
        super().__init__(
            "key-missing",
            "この内容を開く鍵が、鍵の置き場所にありません。",
            "鍵の置き場所を、この記録と同じ時点の控えから戻してください。",
        )


class Tampered(Refusal):
    """The ciphertext, its label or its owner is not what it was when it was sealed."""

    def __init__(self) -> None:
        super().__init__(
            "sealed-value-tampered",
            "保存された内容が、書き込んだときのものと違います。",
            "監査担当に知らせ、データベースの改変がないかを調べてください。",
        )


class WrongKeyEncryptionKey(Refusal):
    """The stored keys were wrapped with another key-encryption key."""

    def __init__(self) -> None:
        super().__init__(
            "wrong-key-encryption-key",
            "この鍵のファイルでは、保存された内容を開けません。",
            "このデータを作ったときの鍵のファイルを指定してください。",
        )


class KeyStoreMissing(Refusal):
    """Nobody has created the key store; a service never does so by itself."""

    def __init__(self) -> None:
        super().__init__(
            "key-store-missing",
            "鍵の置き場所が用意されていません。",
            "サービスを起動する前に `tsunagu migrate` を一度実行してください。",
        )


class ErasureIncomplete(Refusal):
    """The bytes of a key could not be removed, because something else is reading the key store."""

    def __init__(self) -> None:
        super().__init__(
            "erasure-incomplete",
            "ほかの処理が鍵の置き場所を使っているため、鍵を消し切れていません。",
            "控えの取得などが終わってから、もう一度消去してください。",
        )
