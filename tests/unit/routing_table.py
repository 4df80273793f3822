"""Which rules fire in which situation, row by row: ``file: what is known => rules``."""

from __future__ import annotations

from services.placement.routing.proposals import Proposals
from services.placement.routing.situation import Human, Situation

TABLE = """
municipality-01: factors=poverty => poverty poverty-outside
municipality-01: factors=disability => disability
municipality-01: ages=65 => elderly
municipality-01: ages=18; factors=school_refusal => child school-refusal
municipality-01: ages=19; factors=school_refusal => school-refusal
municipality-01: ages=23; factors=school_refusal =>
municipality-01: signs=youth => youth-outside
municipality-01: needs=family_support => family
municipality-01: needs=family_support; wishes=paid_is_fine => family family-paid
municipality-01: factors=developmental => developmental
municipality-01: signs=staff_unsure => unsure
municipality-01: signs=several_issues => beyond-receiver
municipality-02: signs=all_ages_welfare => general
municipality-02: factors=mental_illness => mental
municipality-02: factors=school_refusal => school-refusal
municipality-02: needs=work; ages=49 => work
municipality-02: needs=work; ages=50 =>
municipality-02: needs=work; ages=14 =>
municipality-02: factors=aging => elderly
municipality-02: signs=beyond_receiver => beyond-receiver
municipality-03: factors=mental_illness,poverty => mental poverty
municipality-03: factors=8050 => several
municipality-03: ages=52; family=81 => several
municipality-03: signs=several_issues => several-issues
municipality-03: signs=found_in_district => found-in-district
municipality-03: window=community_support; signs=solvable_here => community-support-keeps
municipality-03: window=health; signs=solvable_here =>
municipality-03: needs=medical_care,work_preparation => medical preparation
municipality-04: => own
municipality-04: needs=home_visit => own visit
municipality-04: signs=visit_agreed => own visit-agreed
municipality-04: factors=double_care => own several
municipality-04: signs=several_issues => own several-issues
municipality-04: factors=mental_illness => own mental
municipality-04: factors=mental_illness; signs=staff_unsure => own mental mental-unsure
municipality-04: needs=medical_care; signs=staff_unsure => own medical-unsure
municipality-04: needs=activity; signs=public_assistance => own activity public-assistance
municipality-04: signs=eviction,very_difficult => own eviction very-difficult
municipality-05: factors=withdrawal,poverty => withdrawal-and-poverty
municipality-05: factors=withdrawal =>
municipality-05: wishes=work; ages=39 => work young
municipality-05: ages=40 =>
municipality-05: factors=mental_illness => mental
municipality-05: signs=unclear => unclear
municipality-05: signs=solvable_here => solvable
municipality-06: factors=school_refusal; signs=youth => young youth
municipality-06: factors=developmental; signs=suspected_cause_unknown => developmental cause-unknown
municipality-06: needs=work => work
municipality-06: needs=work; signs=daily_life_support_needed => work work-and-life
municipality-06: factors=poverty => poverty
municipality-06: needs=medical_care; signs=refuses_medical_care => medical-refused
municipality-07: => always
municipality-07: ages=17 => always child
municipality-07: ages=18 => always
municipality-07: factors=poverty; signs=beyond_receiver => always poverty poverty-jointly
municipality-07: factors=mental_illness => always mental
municipality-07: signs=family_mental_illness => always several-jointly
municipality-07: wishes=hide_from_locals => not-near-home
municipality-08: => always
municipality-08: needs=work; ages=17 => always work child
municipality-08: needs=belonging => always belonging
municipality-09: signs=public_assistance => public-assistance
municipality-09: ages=17 => child
municipality-09: signs=disability_certificate => certificate
municipality-09: ages=65 => elderly
municipality-09: ages=52; family=81 => elderly eighty-fifty
municipality-09: needs=work => work
municipality-10: factors=disability,aging => disability elderly
municipality-10: signs=public_assistance => public-assistance
municipality-10: factors=school_refusal => school-refusal
municipality-10: needs=work_step_up,medical_care => work medical
municipality-10: needs=network_agency,place_to_be,family_group => network place-to-be family-group
municipality-11: => always
municipality-11: signs=public_assistance =>
municipality-11: factors=family_relations => always medical-or-family
municipality-11: signs=workload => always health-or-workload
municipality-11: factors=mental_illness; wishes=work => always mental work
municipality-11: signs=beyond_own_skill => always beyond-skill
municipality-12: factors=poverty,disability => poverty disability
municipality-12: ages=20 => young
municipality-12: ages=21 =>
municipality-12: ages=65 => elderly
municipality-12: needs=place_to_be,work; wishes=stay_here => place-to-be work stay-here
municipality-13: factors=employment,aging,poverty; signs=health => work health elderly poverty
municipality-13: signs=child => child
municipality-13: ages=17 => child-age
municipality-13: factors=8050 => eighty-fifty-elder eighty-fifty-withdrawn
municipality-13: ages=52; family=81; urgent=family => eighty-fifty-elder
municipality-13: ages=52; family=81; urgent=main => eighty-fifty-withdrawn
municipality-13: signs=handed_over => after-handover
municipality-14: factors=poverty => poverty
municipality-14: signs=public_assistance => public-assistance
municipality-14: factors=developmental => disability grey-zone
municipality-14: needs=continuing_support => neither
municipality-14: needs=continuing_support; factors=poverty => poverty
municipality-14: signs=phone_only,beyond_receiver; needs=work => phone-only beyond-receiver work
shiga-agreement: signs=school_incident => incident
shiga-agreement: factors=school_refusal; needs=medical_care => school-refusal medical
oita: needs=work,participation; signs=municipality_struggles => work participation municipality
sakai: ages=39 => youth
sakai: ages=40 => adult youth
sakai: ages=49 => adult youth
sakai: ages=50 => adult
kitakyushu: needs=place_to_be; ages=40; gender=female => forties place-to-be women
kitakyushu: needs=place_to_be; ages=39 => place-to-be
kitakyushu: needs=participation => participation
toyonaka: needs=work,disability_benefits => work benefits
toyonaka: signs=not_for_work,fits_group_work,work_is_hard => not-for-work group-work work-is-hard
ishikari: ages=13 => center teens
ishikari: ages=18; gender=female => center teens youth women
ishikari: ages=30 => center youth middle
ishikari: ages=65 => youth middle
ishikari: needs=learning,work_preparation; consulter=mother => study practice parents
toyoake: factors=poverty,disability => poverty disability
toyoake: needs=work_experience,work,job_information => experience work job-information
toyoake: needs=after_school => after-school
soja: factors=poverty,disability; needs=work => poverty disability employment
soja: signs=rights_at_risk => rights
ube: stage=4 => trial
ube: stage=3 =>
miyoshi: window=health_center => from-health-center
miyoshi: needs=home_visit; signs=used_to_place; area=山間 => peers used-to-it mountains
aki: signs=ordinary_work_hard => type-b
aki: signs=farm_off_season => off-season
aki: signs=both_sides_agree => direct
kochi-peer-support: consulter=person => person
kochi-peer-support: consulter=father; wishes=peer_visit => family visit
kochi-youth-station: needs=work; ages=49; factors=withdrawal => register hand-over
kochi-youth-station: stage=6; signs=registration_hard => watch-over not-registrable
fukuoka-prefecture: area=筑後 => chikugo
fukuoka-prefecture: area=筑豊 => chikuho
fukuoka-prefecture: area=福岡地域 => fukuoka
fukuoka-prefecture: area=北九州市 => cities
kobe: signs=severe_symptoms; area=灘区; factors=mental_illness => severe wards mental
tottori: wishes=work; signs=assessed_in_interview => experience
tottori: wishes=work =>
tottori: signs=experience_reviewed => after-experience
hyogo: signs=person_not_reached => family-first
hyogo: signs=place_too_early => online-first
shizuoka: signs=no_window => adviser
susaki-health-center: signs=municipality_struggles => municipality
"""

_MANY = ("factors", "needs", "wishes", "signs")


def rows() -> list[tuple[str, Situation, frozenset[str]]]:
    """Every row: the rule file, the situation, the rules that fire."""
    return [_row(line) for line in TABLE.strip().splitlines()]


def _row(line: str) -> tuple[str, Situation, frozenset[str]]:
    name, _, rest = line.partition(":")
    known, _, rules = rest.partition("=>")
    return name, situation(known), frozenset(rules.split())


def situation(known: str) -> Situation:
    """A situation as a row of the table tells it."""
    told = dict(part.strip().split("=") for part in known.split(";") if part.strip())
    urgent = told.pop("urgent", "")
    people = tuple(
        Human(age=int(age), whose=whose, urgent=urgent == word)
        for word, key, whose in (("main", "ages", "main"), ("family", "family", "household"))
        for age in told.pop(key, "").split(",")
        if age
    )
    many = {key: tuple(told.pop(key).split(",")) for key in _MANY if key in told}
    return Situation.model_validate({"people": people, **many, **told})


def pairs(found: Proposals) -> set[tuple[str, str]]:
    """What is proposed: rule and place."""
    return {(one.rule, one.place) for one in found.proposals}
