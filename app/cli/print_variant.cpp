// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_variant.h"

#include "app/cli/format.h"
#include "app/cli/newest_measurement.h"
#include "app/cli/print_measurement.h"
#include "app/cli/table.h"
#include "athena/recipe.h"

namespace athena::cli {
namespace {

constexpr const char* stale_text = "stale: its model or data has changed since";

void print_curve(const std::vector<TrainPoint>& curve, std::ostream& out) {
  if (curve.empty()) return;
  out << "training: loss " << number_text(curve.front().loss) << " at step " << curve.front().step << ", "
      << number_text(curve.back().loss) << " at step " << curve.back().step << "\n";
}

void print_passes(const std::vector<PassReport>& passes, std::ostream& out) {
  std::string text;
  for (const PassReport& pass : passes)
    if (pass.sites > 0)
      text += (text.empty() ? "" : ", ") + pass.name + " (" + std::to_string(pass.sites) + ")";
  if (!text.empty()) out << "passes: " << text << "\n";
}

}  // namespace

void print_variant(const Variant& variant, std::ostream& out) {
  if (variant.id > 0) out << variant.id << "  ";
  out << variant.name << (variant.stale ? std::string(" (") + stale_text + ")" : "") << "\n";
  if (!variant.note.empty()) out << variant.note << "\n";
  out << "\n" << explain_recipe(variant.recipe) << "\n";
  print_measurement(newest_measurement(variant), out);
  print_passes(variant.passes, out);
  print_curve(variant.curve, out);
  out << "\n";
  print_layers(variant.layers, out);
}

void print_variants(const std::vector<Variant>& variants, std::ostream& out) {
  if (variants.empty()) {
    out << "The session has no variants yet: `athena-cli compress MODEL --session SESSION ...` adds one.\n";
    return;
  }
  Table table({{"id", Align::Right},
               {"name"},
               {"accuracy", Align::Right},
               {"size", Align::Right},
               {"latency", Align::Right},
               {"made"},
               {"remark"}});
  for (const Variant& variant : variants) {
    const Measurement newest = newest_measurement(variant);
    table.add({std::to_string(variant.id), variant.name, metric_text(newest.quality()),
               bytes_text(variant.file_bytes),
               newest.latency ? ms_text(newest.latency->variant.median_ms) : "-", variant.created_at,
               variant.stale ? stale_text : ""});
  }
  table.print(out);
}

}  // namespace athena::cli
