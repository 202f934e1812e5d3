# SPDX-License-Identifier: Apache-2.0
"""Plants one violation of each kind in a small tree and looks for it in the check's report."""
import tempfile
import unittest
from pathlib import Path

import check_layering

REAL_RULES = Path(__file__).resolve().parents[2] / "packaging" / "layering.txt"
APACHE, GPL = "// SPDX-License-Identifier: Apache-2.0\n", "// SPDX-License-Identifier: GPL-3.0-or-later\n"

CLEAN = {
    "core/include/athena/types/result.h": APACHE + "#include <string>\n",
    "core/include/athena/recipe.h": APACHE + '#include "athena/types/result.h"\n',
    "core/include/athena/workbench.h": APACHE + '#include "athena/types/result.h"\n',
    "core/base/hash.h": APACHE + '#include "athena/types/result.h"\n',
    "core/recipe/recipe.cpp": APACHE + '#include "athena/recipe.h"\n#include "core/base/hash.h"\n',
    "core/pipeline/run.cpp": APACHE + '#include <torch/script.h>\n#include "athena/recipe.h"\n',
    "core/kernels/gemm/gemm.h": APACHE + "#include <cstdint>\n",
    "core/kernels/gemm/x86_avx2.cpp": APACHE + '#include <immintrin.h>\n#include "core/kernels/gemm/gemm.h"\n',
    "ui/plots/chart.cpp": GPL + '#include <QWidget>\n#include <qcustomplot.h>\n#include "athena/workbench.h"\n',
    "app/cli/main.cpp": APACHE + '#include "athena/workbench.h"\n',
    "tests/core/base/hash_test.cpp": APACHE + '#include "core/base/hash.h"\n',
}


class CheckLayering(unittest.TestCase):
    def faults(self, **changed: str) -> list[str]:
        files = {**CLEAN, **changed}
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            (root / "packaging").mkdir()
            (root / "packaging" / "layering.txt").write_text(REAL_RULES.read_text())
            found, count = check_layering.check(root)
            self.assertEqual(count, len(files))
            return found

    def expect(self, name: str, text: str, *words: str) -> None:
        found = self.faults(**{name: text})
        self.assertEqual(len(found), 1, found)
        for word in (name, *words):
            self.assertIn(word, found[0])

    def test_clean_tree_passes(self):
        self.assertEqual(self.faults(), [])

    def test_room_below_includes_room_above(self):
        self.expect("core/base/x.cpp", APACHE + '#include "athena/recipe.h"\n',
                    "'base' must not know 'facade'")
        self.expect("core/kernels/x.cpp", APACHE + '#include "core/pipeline/run.cpp"\n', "'pipeline'")

    def test_front_ends_include_only_the_facade(self):
        self.expect("ui/x.cpp", GPL + '#include "core/base/hash.h"\n', "'ui' must not know 'base'")
        self.expect("app/cli/x.cpp", APACHE + '#include "core/base/hash.h"\n', "'app/cli' must not know 'base'")
        self.expect("core/recipe/x.cpp", APACHE + '#include "ui/plots/chart.cpp"\n', "must not know 'ui'")

    def test_relative_include_is_followed(self):
        self.expect("core/base/x.cpp", APACHE + '#include "../recipe/recipe.cpp"\n', "'recipe'")

    def test_core_includes_a_test(self):
        self.expect("core/base/x.cpp", APACHE + '#include "tests/core/base/hash_test.cpp"\n', "'tests'")

    def test_qt_outside_the_window(self):
        self.expect("core/graph/x.cpp", APACHE + "#include <QString>\n", "Qt's QString")
        self.expect("app/cli/x.cpp", APACHE + "#include <QtCore/qglobal.h>\n", "Qt's QtCore/qglobal.h")

    def test_torch_where_it_must_not_be(self):
        for name, text in (("ui/x.cpp", GPL), ("app/gui/x.cpp", GPL), ("app/cli/x.cpp", APACHE),
                           ("core/include/athena/x.h", APACHE), ("core/recipe/x.cpp", APACHE)):
            self.expect(name, text + "#include <ATen/ATen.h>\n", "LibTorch's ATen/ATen.h")

    def test_torch_behind_the_precompiled_header(self):
        self.expect("core/recipe/x.cpp", APACHE + '#include "core/torch_pch.h"\n', "LibTorch's")

    def test_qt_and_torch_together(self):
        self.expect("tests/x.cpp", APACHE + "#include <QString>\n#include <torch/script.h>\n", "both Qt and LibTorch")

    def test_qcustomplot_outside_plots(self):
        self.expect("ui/pages/x.cpp", GPL + "#include <qcustomplot.h>\n", "only ui/plots")

    def test_kernel_of_one_isa_includes_more(self):
        self.expect("core/kernels/gemm/x86_avx2.cpp", APACHE + "#include <vector>\n", "includes vector")
        self.expect("core/kernels/gemm/gemm.h", APACHE + "#include <algorithm>\n",
                    "through core/kernels/gemm/gemm.h", "x86_avx2.cpp")

    def test_missing_or_wrong_licence(self):
        self.expect("core/base/x.cpp", "int x;\n", "Apache-2.0")
        self.expect("ui/x.cpp", APACHE, "GPL-3.0-or-later")
        self.expect("core/base/CMakeLists.txt", "add_library(x)\n", "Apache-2.0")

    def test_unknown_room_and_missing_file(self):
        self.expect("core/attic/x.cpp", APACHE, "'attic'")
        self.expect("core/base/x.cpp", APACHE + '#include "core/base/nowhere.h"\n', "not in the tree")

    def test_circle_in_the_rules(self):
        with tempfile.TemporaryDirectory() as folder:
            rules = Path(folder) / "layering.txt"
            rules.write_text("a: b\nb: a\n")
            with self.assertRaises(SystemExit):
                check_layering.read_rules(rules)


if __name__ == "__main__":
    unittest.main()
