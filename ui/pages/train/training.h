// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>

#include "athena/types/dataset.h"
#include "athena/types/variant.h"

// What the train page knows of training, without a widget.
namespace athena::ui {

class WorkbenchDocument;

/// Index of the recipe's last train step; none without one.
std::optional<std::size_t> trainStepOf(const Recipe& recipe);

/// What is still to be done before the document's recipe can train; checked in this order.
enum class TrainingNeeds { Nothing, Model, Step, Data, Labels };
TrainingNeeds trainingNeeds(const WorkbenchDocument& document);

/// Optimizer steps of one pass over the training split as the recipe's train step asks for; 0: unknown.
double stepsPerEpoch(const Recipe& recipe, const DatasetInfo* data);
/// The same from a finished curve, which covers all epochs.
double stepsPerEpoch(const Variant& variant);

}  // namespace athena::ui
