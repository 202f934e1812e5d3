// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue's sentences and steps once more, for lupdate, which does not read core/. The test
// ui_catalogue_text fails for one that is missing here.
#include <QCoreApplication>

#include "ui/document/catalogue_text.h"

namespace athena::ui {

const std::vector<const char*>& catalogueWords() {
  static const std::vector<const char*> words{
      QT_TRANSLATE_NOOP("catalogue", "Leaves the layer as it is stored in the model."),
      QT_TRANSLATE_NOOP("catalogue", "Stores the weights as half-precision floats and computes in fp32."),
      QT_TRANSLATE_NOOP("catalogue",
                        "Stores the weights as bfloat16, with the range of fp32, and computes in fp32."),
      QT_TRANSLATE_NOOP(
          "catalogue",
          "Stores the weights as 8-bit integers with one scale per output channel; activations stay fp32."),
      QT_TRANSLATE_NOOP(
          "catalogue",
          "8-bit weights per output channel, activations quantized per row at run time, integer "
          "arithmetic; an embedding has no activations, its rows are stored in 8 bits."),
      QT_TRANSLATE_NOOP("catalogue",
                        "The weights of int8-dynamic between activations in 8 bits, whose ranges come from "
                        "calibration samples, so that convolutions hand codes on to each other."),
      QT_TRANSLATE_NOOP("catalogue",
                        "The 8-bit scheme that is fastest on this machine, timed within the model before the "
                        "run; fp32 where none is faster."),
      QT_TRANSLATE_NOOP(
          "catalogue",
          "Stores the weights as 4-bit integers with one scale per group; activations stay fp32."),
      QT_TRANSLATE_NOOP("catalogue",
                        "4-bit weights per group, activations quantized per row at run time, integer "
                        "arithmetic within a group."),
      QT_TRANSLATE_NOOP(
          "catalogue",
          "Stores and multiplies only the weights that are not zero, in fp32; prune the layer first."),
      QT_TRANSLATE_NOOP("catalogue",
                        "The arithmetic of int8-dynamic, with only the weights that are not zero stored, and "
                        "zeros in whole blocks or of the pattern 2:4 not multiplied; prune the layer first."),
      QT_TRANSLATE_NOOP("catalogue",
                        "Sets the weights of smallest magnitude to zero (a mask; the shapes stay)."),
      QT_TRANSLATE_NOOP(
          "catalogue",
          "Sets the blocks of 16 outputs by 4 inputs with the smallest sum of magnitudes to zero, "
          "which sparse-int8 then skips."),
      QT_TRANSLATE_NOOP("catalogue",
                        "Sets the 2 of smallest magnitude of each 4 weights along the inputs to zero (2:4 "
                        "semi-structured sparsity), which sparse-int8 then does not multiply."),
      QT_TRANSLATE_NOOP("catalogue",
                        "Fine-tunes the weights with the schemes and masks of the earlier steps in force."),
      QT_TRANSLATE_NOOP(
          "catalogue",
          "Rounds integer weights again, so that the outputs on calibration samples change least."),
      QT_TRANSLATE_NOOP("catalogue",
                        "Finds the ranges of activations for int8-static on calibration samples, once all "
                        "weights are final."),
      QT_TRANSLATE_NOOP("catalogue",
                        "From which values to which a range goes: all, without the outermost, or with the "
                        "least squared error."),
      QT_TRANSLATE_NOOP("catalogue",
                        "Percent of the values that the observer percentile leaves below the upper end, and "
                        "above the lower."),
      QT_TRANSLATE_NOOP("catalogue", "How weights are rounded again."),
      QT_TRANSLATE_NOOP("catalogue", "Calibration samples that are run."),
      QT_TRANSLATE_NOOP("catalogue", "Share of the inputs' mean square that is added to it, for stability."),
      QT_TRANSLATE_NOOP("catalogue", "Share of the layer's weights that become zero."),
      QT_TRANSLATE_NOOP("catalogue", "Share of the layer's blocks that become zero."),
      QT_TRANSLATE_NOOP("catalogue", "Half of each four weights, as the pattern says."),
      QT_TRANSLATE_NOOP("catalogue", "Passes over the training data."),
      QT_TRANSLATE_NOOP("catalogue", "Samples per optimizer step."),
      QT_TRANSLATE_NOOP("catalogue", "What training makes smaller."),
      QT_TRANSLATE_NOOP("catalogue", "Training samples used; 0 means all of them."),
      QT_TRANSLATE_NOOP("catalogue", "The optimizer."),
      QT_TRANSLATE_NOOP("catalogue", "Learning rate."),
      QT_TRANSLATE_NOOP("catalogue", "Weight decay, decoupled from the gradient."),
      QT_TRANSLATE_NOOP("catalogue", "quantize"),
      QT_TRANSLATE_NOOP("catalogue", "prune"),
      QT_TRANSLATE_NOOP("catalogue", "calibrate"),
      QT_TRANSLATE_NOOP("catalogue", "recover"),
      QT_TRANSLATE_NOOP("catalogue", "train"),
      QT_TRANSLATE_NOOP("catalogue", "Weights of a row that share one scale."),
      QT_TRANSLATE_NOOP(
          "catalogue",
          "Whether a group's codes reach from its least weight to its greatest, with a zero point."),
      QT_TRANSLATE_NOOP("catalogue", "How the scales of groups are stored."),
  };
  return words;
}

}  // namespace athena::ui
