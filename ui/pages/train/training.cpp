// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/training.h"

#include <algorithm>
#include <cmath>

#include "athena/catalogue.h"
#include "ui/document/workbench_document.h"

namespace athena::ui {
namespace {

constexpr auto kVerb = "train";

std::int64_t parameterOf(const Recipe& recipe, const std::string& name) {
  const auto step = trainStepOf(recipe);
  const MethodSpec* method = find_method(kVerb, kVerb);
  if (!step || !method) return 0;
  for (const auto& [key, value] : complete_parameters(*method, recipe.steps[*step].parameters)) {
    if (key == name && std::holds_alternative<std::int64_t>(value)) return std::get<std::int64_t>(value);
  }
  return 0;
}

}  // namespace

std::optional<std::size_t> trainStepOf(const Recipe& recipe) {
  for (std::size_t i = recipe.steps.size(); i-- > 0;) {
    if (recipe.steps[i].verb == kVerb) return i;
  }
  return std::nullopt;
}

TrainingNeeds trainingNeeds(const WorkbenchDocument& document) {
  if (!document.model()) return TrainingNeeds::Model;
  if (!trainStepOf(document.recipe())) return TrainingNeeds::Step;
  if (!document.data()) return TrainingNeeds::Data;
  if (document.data()->classes == 0) return TrainingNeeds::Labels;
  return TrainingNeeds::Nothing;
}

double stepsPerEpoch(const Recipe& recipe, const DatasetInfo* data) {
  if (!data) return 0;
  const auto split = std::find_if(data->splits.begin(), data->splits.end(),
                                  [](const SplitInfo& each) { return each.name == "train"; });
  const std::int64_t batch = parameterOf(recipe, "batch"), asked = parameterOf(recipe, "samples");
  if (split == data->splits.end() || batch <= 0) return 0;
  const std::int64_t samples = asked > 0 ? std::min(asked, split->samples) : split->samples;
  return std::ceil(double(samples) / double(batch));
}

double stepsPerEpoch(const Variant& variant) {
  const std::int64_t epochs = parameterOf(variant.recipe, "epochs");
  if (variant.curve.empty() || epochs <= 0) return 0;
  return double(variant.curve.back().step + 1) / double(epochs);
}

}  // namespace athena::ui
