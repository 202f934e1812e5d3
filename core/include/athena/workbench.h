// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "athena/types/dataset.h"
#include "athena/types/job.h"
#include "athena/types/machine.h"
#include "athena/types/measurement.h"
#include "athena/types/model_info.h"
#include "athena/types/outline.h"
#include "athena/types/parity.h"
#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "athena/types/variant.h"
#include "athena/types/weight_statistics.h"

namespace athena {

/// An open model: immutable, shared, torch hidden inside.
class Model {
 public:
  virtual ~Model() = default;
  virtual const ModelInfo& info() const = 0;
};
using ModelHandle = std::shared_ptr<const Model>;

struct MeasureOptions {
  int batch = 64;  // of the accuracy run and of the latency run
  int latency_batch = 1;
  int threads = 1;  // of the latency run
  bool latency = true;
  std::int64_t max_samples = 0;  // 0: all of the split
  std::string split = "test";
};

/// Loads a TorchScript file. One that was never opened before on this machine (known by its hash) is first
/// read, loaded and run in a process of its own with limits on memory, time and files, so that what crashes
/// or hangs LibTorch is an error (Corruption). NotAllowed: its code would do more than compute, or went over
/// a limit; with `trust` it is loaded all the same, and known from then on. Interactive lane; gives a
/// ModelHandle.
struct OpenRequest {
  std::string path;
  bool trust = false;
};

/// What that process does; asked for by athena-cli alone. It may crash. Gives nothing.
struct ProbeRequest {
  std::string path;
};

/// Times every layer on one batch of data or of random inputs. Exclusive lane; gives ModelInfo with
/// time_share.
struct ProfileRequest {
  ModelHandle model;
  std::string data;
  int batch = 1;
  int threads = 1;
};

/// Describes this machine and measures what it can reach; with a model, also each of its layers in every
/// scheme, on one batch of data or of random inputs. Exclusive lane; gives MachineReport.
struct MachineRequest {
  ModelHandle model{};  // null: the machine alone
  std::string data{};
  int batch = 1;
  int threads = 1;
};

/// The control flow of every method, with the layers in it. Interactive lane; gives ModelOutline.
struct OutlineRequest {
  ModelHandle model;
};

/// What a layer's weight holds, and the grid a scheme lays over it. Interactive lane; gives WeightStatistics.
/// NotFound: the model has no such layer.
struct WeightsRequest {
  ModelHandle model;
  std::string layer;  // its path
  int bins = 64;      // of the histogram
  std::string scheme = "fp32";
  Parameters scheme_parameters;  // defaults are filled in
};

/// Runs a recipe and measures the variant. Work lane, the latency part under the exclusive lease; gives a
/// Variant.
struct CompressRequest {
  ModelHandle model;
  Recipe recipe;
  std::string data;        // file or folder; empty: accuracy is not measured, random inputs for agreement
  std::string output;      // where the compressed TorchScript file goes; always written
  std::string checkpoint;  // file for training state; empty: training cannot be resumed
  bool resume = false;     // go on from `checkpoint`
  bool strict = false;     // every skipped layer is an error
  bool measure = true;
  MeasureOptions options;
};

/// Measures a file by itself (evaluate) or against another (benchmark). Gives a Measurement.
struct MeasureRequest {
  std::string model;
  std::string against;  // the original; empty: itself
  std::string data;     // empty: random inputs, no accuracy
  bool accuracy = true;
  MeasureOptions options;
  bool trust = false;  // as in OpenRequest, of both files
};

/// Reloads `model` and compares it with `against` on held-out or random inputs. Gives a VerifyReport.
struct VerifyRequest {
  std::string model, against, data;
  std::string expected;  // file of the outputs that the exporter saw; empty: there are none
  bool trust = false;    // as in OpenRequest, of both files
};

/// Copies a variant's file to its place, verified in a fresh process first. Gives an ExportReport.
struct ExportRequest {
  Variant variant;
  std::string artefact;  // the variant's TorchScript file
  std::string original;  // path of the original model
  std::string output;
  std::string data;
  bool trust = false;  // as in OpenRequest, of both files
};

using Request = std::variant<OpenRequest, ProfileRequest, OutlineRequest, WeightsRequest, CompressRequest,
                             MeasureRequest, VerifyRequest, ExportRequest, ProbeRequest, MachineRequest>;
using Outcome = std::variant<std::monostate, ModelHandle, ModelInfo, ModelOutline, WeightStatistics, Variant,
                             Measurement, VerifyReport, ExportReport, MachineReport>;

/// What Athena can do, for window, CLI and tests. Jobs run in lanes; no call here blocks but wait().
class Workbench {
 public:
  struct Options {
    int threads = 0;                                // all work together; 0: every core
    std::function<void(const JobEvent&)> on_event;  // called from job threads
  };
  static std::unique_ptr<Workbench> create(Options options);
  virtual ~Workbench() = default;  // cancels what runs and waits for it

  virtual JobId submit(Request request) = 0;
  /// Waits for a job's end and takes its outcome. Cancelled and failed jobs give their error.
  virtual Result<Outcome> wait(JobId job) = 0;
  virtual void cancel(JobId job) = 0;
  virtual void pause(JobId job) = 0;
  virtual void resume(JobId job) = 0;

  /// Opens a data file, a folder or an IDX images file far enough to describe it; quick.
  virtual Result<DatasetInfo> describe_data(const std::string& path) const = 0;
  /// The environment figures are measured in now, with this thread count.
  virtual Environment environment(int threads) const = 0;
};

}  // namespace athena
