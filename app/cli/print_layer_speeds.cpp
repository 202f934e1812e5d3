// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_layer_speeds.h"

#include "app/cli/format.h"
#include "app/cli/table.h"

namespace athena::cli {
namespace {

std::string or_dash(double value, std::string (*text)(double)) { return value > 0 ? text(value) : "-"; }

void add_rows(const LayerSpeed& layer, Table& table) {
  bool first = true;
  for (const SchemeSpeed& scheme : layer.schemes) {
    std::vector<std::string> row(4);
    if (first) row = {layer.path, layer.kind, shape_text(layer.input_shape), count_text(layer.multiply_adds)};
    first = false;
    row.push_back(scheme.scheme);
    if (!scheme.refused.empty()) {
      row.insert(row.end(), {"-", "-", "-", "-", "-", scheme.refused});
    } else {
      const bool as_it_is = scheme.scheme == "fp32";
      row.insert(row.end(),
                 {ms_text(scheme.ms), or_dash(scheme.predicted_ms, ms_text),
                  or_dash(layer.gmacs(scheme), rate_text), or_dash(layer.intensity(scheme), rate_text),
                  as_it_is ? "" : ratio_text(scheme.ratio), scheme.slower() ? "slower" : ""});
    }
    table.add(std::move(row));
  }
}

}  // namespace

void print_layer_speeds(const MachineReport& machine, std::ostream& out) {
  out << "\nLayers in one call of batch " << machine.batch
      << ", within the model; predicted: the longer of its products at the peak and its bytes at the rate of "
         "reading:\n";
  Table table({{"layer"},
               {"kind"},
               {"input"},
               {"multiply-adds", Align::Right},
               {"scheme"},
               {"time", Align::Right},
               {"predicted", Align::Right},
               {"GMAC/s", Align::Right},
               {"MAC/byte", Align::Right},
               {"of fp32's time", Align::Right},
               {"remark"}});
  for (const LayerSpeed& layer : machine.layers) add_rows(layer, table);
  table.print(out);
}

}  // namespace athena::cli
