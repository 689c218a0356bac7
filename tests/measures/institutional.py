"""Measures that read what institutions count: a made-up folder without institutions gives them nothing."""

OF_INSTITUTIONS = frozenset({
    "adoption", "approval", "bragging", "bureaus", "carrying", "company", "concentration", "contagion", "crowd_map",
    "delayed_impact", "elasticity", "engagement", "exclusion", "family_control", "folk_belief", "gaming", "helping",
    "knowledge", "licensed_speech", "lists", "localities", "matching", "moving", "net_limits", "numbers",
    "paperwork", "passers_by", "pastimes", "policing",
    "prediction", "recovery", "tips", "travel", "treatment", "trust_held", "venue_choice", "visitors", "work",
})
"""Held from both sides: in a made-up folder they give nothing, in a run of the feared world everything."""
