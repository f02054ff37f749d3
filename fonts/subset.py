#!/usr/bin/env python3
"""Makes the embedded fonts from Inter 4 (static TTFs, SIL Open Font License 1.1).

    npm pack @expo-google-fonts/inter@0.4.2 && tar xzf expo-google-fonts-inter-0.4.2.tgz
    pip install fonttools==4.68.0
    python3 subset.py package/400Regular/Inter_400Regular.ttf Inter-Regular.ttf
    python3 subset.py package/600SemiBold/Inter_600SemiBold.ttf Inter-SemiBold.ttf

Keeps Latin, Greek and Cyrillic with punctuation, arrows and a few symbols. Figures are the tabular ones (feature `tnum`),
frozen into the character map. No hinting, no layout tables: the width of a text is the sum of its advances.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x218, 0x21C),
    *range(0x386, 0x3CF),
    *range(0x400, 0x460),
    *range(0x490, 0x492),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x203B),
    *(0x2044, 0x2070, *range(0x2074, 0x208F)),
    *(0x20AC, 0x2116, 0x2122, 0x2126),
    *range(0x2190, 0x219A),
    *(0x2202, 0x2206, 0x2211, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265),
    *(0x25A0, 0x25A1, 0x25B2, 0x25BC, 0x25CF, 0x25CB, 0x2605, 0x2606, 0x2713, 0x2717),
]


def tabular(font):
    """Glyph name -> name of its tabular form."""
    gsub = font["GSUB"].table
    forms = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    forms.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    return forms


def main(source, target):
    font = TTFont(source)
    forms = tabular(font)
    for table in font["cmap"].tables:
        for digit in range(ord("0"), ord("9") + 1):
            if digit in table.cmap:
                table.cmap[digit] = forms.get(table.cmap[digit], table.cmap[digit])

    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "MVAR", "DSIG", "gasp", "prep"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    # Dates of the build would change the bytes.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)


main(*sys.argv[1:])
