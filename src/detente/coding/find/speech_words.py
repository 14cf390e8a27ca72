"""Words that tell that somebody says something: verbs, participles and nouns of saying."""

import re


def _forms(words: str) -> str:
    return "|".join(sorted(set(words.split()), key=lambda each: (-len(each), each)))


#: Verbs beside which marks hold a speaker's words.
SAY = _forms(
    """said says say told tells tell asked asks argued argues insisted insists warned warns added adds noted notes stated states
    wrote writes write declared declares announced announces replied replies responded responds explained explains complained
    complains recalled recalls remarked remarks quipped joked vowed vows pledged pledges predicted predicts acknowledged
    acknowledges admitted admits conceded concedes confirmed confirms denied denies suggested suggests urged urges observed
    observes concluded concludes maintained maintains contended contends asserted asserts reported reports revealed reveals
    stressed stresses emphasised emphasized emphasises emphasizes tweeted tweets posted shouted whispered lamented laments
    boasted boasts cautioned cautions commented comments countered counters continued repeated reiterated reiterates assured
    assures objected muttered testified answered answers exclaimed opined read reads protested""")  # fmt: skip
#: Verbs that put a speaker's words on a thing ("called the plan ...").
CALL = _forms(
    """called calls call described describes labelled labeled labels branded brands dubbed dubs termed terms denounced denounces
    condemned condemns dismissed dismisses praised praises hailed hails derided derides mocked mocks criticised criticized
    criticises criticizes accused accuses blamed blames characterised characterized likened lumped compared deemed deems
    promised promises demanded demands claimed claims proposed proposes preferred""")  # fmt: skip
PARTICIPLES = _forms(
    """saying adding warning calling insisting telling asking arguing claiming noting describing vowing pledging promising
    complaining accusing declaring stressing emphasising emphasizing suggesting attacking trumpeting praising denouncing
    labelling labeling branding dismissing writing explaining announcing demanding urging citing quoting quipping joking
    likening comparing mocking deriding criticising criticizing blaming""")  # fmt: skip
NOUNS = _forms(
    """message promise promises pledge pledges argument claim claims remark remarks rhetoric warning statement words praise
    speech letter tweet comment comments phrase slogan accusation complaint assertion""")  # fmt: skip
#: Verbs after which a clause or an act reports what somebody said, thought aloud or demanded, without marks.
REPORT = _forms(
    """said says told tells argued argues insisted insists warned warns noted notes stated states declared declares announced
    announces replied explained explains complained complains recalled recalls remarked vowed vows pledged pledges predicted
    predicts acknowledged acknowledges admitted admits conceded concedes confirmed confirms denied denies suggested suggests
    urged urges observed concluded concludes maintained maintains contended contends asserted asserts reported reports revealed
    stressed stresses emphasised emphasized emphasises emphasizes cautioned cautions reiterated assured assures accused accuses
    blamed blames praised praises condemned condemns denounced denounces criticised criticized criticises criticizes demanded
    demands asked asks proposed proposes promised promises threatened threatens claimed claims called calls outlined outlines
    complain complain believes believed thanked congratulated rejected rejects pitched objected protested testified implied
    wrote writes pointed points""")  # fmt: skip

CUE = re.compile(
    rf"(?<![\w’'-])(?:(?P<say>{SAY})|(?P<call>{CALL})|(?P<ing>{PARTICIPLES})|(?P<noun>{NOUNS}))(?![\w-])"
    r"(?!\s+(?:\w+\s+){0,3}(?:lives|victims|credit|victory|responsibility)\b)",
    re.IGNORECASE,
)
VERB = re.compile(rf"(?<![\w’'-])(?:{SAY}|{CALL})(?![\w-])")
REPORTING = re.compile(rf"(?<![\w’'-])(?:(?P<verb>{REPORT})|(?P<ing>{PARTICIPLES}))(?![\w-])")
#: A line put into mouths to come or at large: nobody said it.
IMAGINED = re.compile(
    r"\b(?:might|may|could|would|will|can|must|should)\b(?:\s+[\w’']+){0,5}?\s+(?:ask|asking|wonder|wondering|say|saying|object|reply|think|cry)\b"
    r"[^.;]{0,30}$|\b(?:imagine|suppose|as\s+if\s+to\s+say|ask(?:s|ing)?\s+(?:himself|herself|themselves|ourselves|yourself))\b[^.;]{0,30}$",
    re.IGNORECASE,
)  # fmt: skip
