"""Closed classes of English words that several finders share."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, one of each."""
    return frozenset(text.split())


FUNCTION_WORDS = word_set("""a an the of and or but nor in on at to from by with for as that this these those which who whom whose where when
    while if than then so not is are was were be been being has have had do does did will would can could may might must
    shall should more less later earlier ago after before until since during between over under out up down off about into
    through per each every both all any no such also only just even still it he she they we you i his her its their our my
    your him them us other what how why because though although against among toward towards upon within without""")
#: Words with a capital only because a sentence begins there.
OPENERS = word_set("""according although moreover however nevertheless nonetheless meanwhile yesterday today tomorrow tonight yet still
    perhaps indeed instead finally first second third last next once again later earlier soon now then there here thus hence
    therefore furthermore besides otherwise despite unlike like given because since given even ever never often sometimes
    always usually recently previously currently eventually similarly likewise additionally consequently fortunately
    unfortunately clearly surely certainly together apart aside among between beyond below above along around across behind
    beneath beside inside outside onto per via plus minus except regarding concerning following including considering
    whether whatever whoever whenever wherever whichever either neither nor one two three four five six seven eight nine ten
    some many most several few much more less least another others each every all none nobody everybody everyone someone
    somebody anyone nothing everything something in on at to by for of with from as if so but and or yes no not let
    please thank also just only rather quite very too well back both same such than that""")
