// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <vector>

#include "athena/types/model_info.h"

namespace athena::ui {

/// Layers of one kind that can, or for the same reason can't, be compressed.
struct KindTotal {
  QString kind;
  bool compressible = false;
  QString reason;
  int layers = 0;
  std::int64_t parameters = 0, bytes = 0;
};

/// The totals over a model's layers, the largest first. A tied weight counts where it is stored.
std::vector<KindTotal> kindTotals(const ModelInfo& model);

/// "62: 20 can be compressed, 40 stay as they are, 2 are tied": what becomes of the stored tensors.
QString tensorsText(const ModelInfo& model);

/// "image: Tensor, mask: Optional[Tensor] = …".
QString argumentsText(const MethodInfo& method);

}  // namespace athena::ui
