"""The disclosure ledger 提供の記録: who shared what about whom, with whom, why, under which law.

An entry is written in the transaction of its act, for every disclosure and every refusal, and can
neither be changed nor taken out without being found (:mod:`shared.merkle`). It holds ids, codes,
instants and ciphertext only: erasing a person leaves it valid.
"""
