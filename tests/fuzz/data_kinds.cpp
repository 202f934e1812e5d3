// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>

#include "core/base/sha256.h"
#include "core/data/data_source.h"
#include "tests/core/base/temporary_folder.h"
#include "tests/core/data/temporary_folder.h"
#include "tests/core/session/examples.h"
#include "tests/fuzz/kinds.h"

namespace athena::test {
namespace {

constexpr std::uint32_t kSamples = 40, kSide = 6;

void write_gzip(const std::string& path, const std::string& bytes) {
  gzFile file = ::gzopen(path.c_str(), "wb");
  ::gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  ::gzclose(file);
}

void write_digits(const std::string& images, const std::string& labels) {
  write_gzip(images, idx_bytes(8, {kSamples, kSide, kSide}, ramp(std::size_t{kSamples} * kSide * kSide)));
  std::string classes = ramp(kSamples);
  for (char& label : classes) label = static_cast<char>(label % 10);
  write_gzip(labels, idx_bytes(8, {kSamples}, classes));
}

/// Fingerprint, and a hash of what is read.
Result<std::string> use_data(const std::string& path) {
  ATHENA_ASSIGN(const DataHandle data, open_data(path));
  Sha256 hash;
  const auto add = [&](const at::Tensor& tensor) {
    if (!tensor.defined()) return;
    const at::Tensor whole = tensor.contiguous();
    hash.update({static_cast<const char*>(whole.const_data_ptr()), whole.nbytes()});
  };
  for (const SplitInfo& split : data->info().splits) {
    ATHENA_ASSIGN(const Batch batch, data->read(split.name, 0, std::min<std::int64_t>(split.samples, 1000)));
    for (const c10::IValue& input : batch.inputs) add(input.toTensor());
    add(batch.labels);
  }
  return data->info().fingerprint + " " + hash.hex();
}

std::string folder_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().string() + "/";
}

}  // namespace

Result<std::string> make_data_file(const std::string& path) {
  write_digits(folder_of(path) + "a.gz", folder_of(path) + "b.gz");
  write_all(path, R"({
  "athena_data": 1,
  "name": "Digits",
  "sources": {"all": {"idx": {"image": "a.gz", "label": "b.gz"}}},
  "inputs": [{"column": "image", "argument": "x", "shape": [1, 6, 6], "dtype": "float32", "scale": 0.5,
              "mean": 0.1307, "std": [0.3081]}],
  "label": "label",
  "output": [0, "logits"],
  "metric": "top1",
  "splits": {"train": {"source": "all", "end": 30}, "test": {"source": "all", "begin": 30}}
})");
  return std::string();
}

Result<std::string> use_data_file(const std::string& path, const Reach& reach) {
  reach("reading");
  return use_data(path);
}

Result<std::string> make_images(const std::string& path) {
  write_digits(path, folder_of(path) + "labels-idx1-ubyte.gz");
  return std::string();
}

Result<std::string> use_images(const std::string& path, const Reach& reach) {
  reach("reading");
  const std::string labels = folder_of(path) + "labels-idx1-ubyte.gz";
  const std::string file = path + ".data.json";
  write_all(file, R"({"athena_data": 1, "sources": {"all": {"idx": {"image": ")" +
                      std::filesystem::path(path).filename().string() +
                      R"(", "label": "labels-idx1-ubyte.gz"}}},
  "inputs": [{"column": "image"}], "label": "label", "splits": {"test": {"source": "all"}}})");
  return use_data(file);
}

Result<std::string> make_session(const std::string& path) {
  ATHENA_ASSIGN(const auto session, Session::create(path));
  ATHENA_TRY(session->put_model({std::string(64, 'a'), "/models/a.pt", 4100000}));
  ATHENA_TRY(session->put_dataset({"fingerprint", "/data/d", "Digits"}));
  for (const char* name : {"half, int8", "all int4", "trained"})
    ATHENA_TRY(session->add_variant(example_variant(name), ""));
  ATHENA_TRY(session->save_draft(R"({"athena_recipe": 1})"));
  return std::string();
}

/// All that it holds, read as the window and a second copy read it.
Result<std::string> use_session(const std::string& path, const Reach& reach) {
  reach("reading");
  const std::string copy = path + ".copy";
  for (const std::string& old : {copy, copy + "-journal", path + "-journal"}) std::filesystem::remove(old);
  ATHENA_ASSIGN(const auto session, Session::open(path));
  ATHENA_TRY(session->models());
  ATHENA_TRY(session->datasets());
  ATHENA_ASSIGN(const auto variants, session->variants());
  ATHENA_ASSIGN(const auto draft, session->draft());
  // What was read is put into a new session, whose bytes then tell all of it; times of writing are not in it.
  ATHENA_ASSIGN(const auto second, Session::create(copy));
  ATHENA_ASSIGN(const auto models, session->models());
  ATHENA_ASSIGN(const auto datasets, session->datasets());
  for (const StoredModel& model : models) ATHENA_TRY(second->put_model(model));
  for (const StoredDataset& dataset : datasets) ATHENA_TRY(second->put_dataset(dataset));
  for (Variant variant : variants) {
    variant.artefact.clear();
    ATHENA_TRY(second->add_variant(variant, ""));
  }
  if (draft) ATHENA_TRY(second->save_draft(*draft));
  Sha256 hash;
  for (const Variant& variant : variants)
    hash.update(std::to_string(variant.id) + (variant.stale ? "s" : ""));
  hash.update(read_all(copy));
  return hash.hex();
}

}  // namespace athena::test
