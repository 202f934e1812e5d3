// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "athena/types/dataset.h"
#include "athena/types/model_info.h"
#include "athena/types/result.h"
#include "athena/types/variant.h"

namespace athena {

struct StoredModel {
  std::string hash, path;
  std::int64_t file_bytes = 0;
};

struct StoredDataset {
  std::string fingerprint, path, name;
};

/// An open session: `X.athena` (SQLite) with artefacts beside it in `X.athena-files/<sha256>`. Every call is
/// one transaction and safe from any thread; window and CLI may have the same file open.
class Session {
 public:
  /// Opens or (create) makes a session. NotSupported: from a newer version; Corruption: not SQLite or not
  /// Athena's.
  static Result<std::shared_ptr<Session>> open(const std::string& path);
  /// InvalidArgument where something of that name exists.
  static Result<std::shared_ptr<Session>> create(const std::string& path);
  /// Opens what is there or makes it; of two processes that do so at once both get the same session.
  static Result<std::shared_ptr<Session>> open_or_create(const std::string& path);
  virtual ~Session() = default;

  virtual std::string path() const = 0;  // absolute
  /// Why every change will be refused ("the file is read-only"); empty when changes can be made.
  virtual std::string read_only() const = 0;

  /// A copy with all artefacts, written beside and renamed into place. An Athena session of that name is
  /// replaced unless someone has it open (Io); any other file is refused (InvalidArgument). Onto its own path
  /// it gives this session. What was deleted here can still be restored in the copy.
  virtual Result<std::shared_ptr<Session>> save_as(const std::string& path) = 0;

  virtual Status put_model(const StoredModel& model) = 0;  // same hash: the path is updated
  /// The one put last comes last.
  virtual Result<std::vector<StoredModel>> models() const = 0;
  virtual Status put_dataset(const StoredDataset& dataset) = 0;
  virtual Result<std::vector<StoredDataset>> datasets() const = 0;

  /// Stores a finished variant with its measurements; `artefact_file` (may be empty) is copied in first.
  /// Returns the stored variant, id and artefact filled in.
  virtual Result<Variant> add_variant(const Variant& variant, const std::string& artefact_file) = 0;
  virtual Result<std::vector<Variant>> variants() const = 0;
  virtual Result<Variant> variant(std::int64_t id) const = 0;
  virtual Status add_measurement(std::int64_t variant, const Measurement& measurement) = 0;
  virtual Status rename_variant(std::int64_t id, const std::string& name) = 0;
  virtual Status annotate_variant(std::int64_t id, const std::string& note) = 0;
  /// Hides the variant; restore brings it back until the session is closed.
  virtual Status delete_variant(std::int64_t id) = 0;
  virtual Status restore_variant(std::int64_t id) = 0;
  /// Marks every variant of a model whose file has changed; its measurements are marked with it.
  virtual Status mark_stale(const std::string& model_hash) = 0;
  /// The same for every variant with a measurement on data that have changed.
  virtual Status mark_data_stale(const std::string& fingerprint) = 0;

  /// Path of an artefact's file. NotFound: it is missing or incomplete and must be remade from the recipe.
  virtual Result<std::string> artefact_file(const std::string& sha256) const = 0;

  /// The recipe being edited, as its canonical text. On the disk when it returns (some ms, a few
  /// disk syncs): call it at most a few times a second.
  virtual Status save_draft(const std::string& recipe_text) = 0;
  virtual Result<std::optional<std::string>> draft() const = 0;

  /// Training state to resume from, under a key; replaced atomically. The sink of `train` writes here.
  virtual Status save_checkpoint(const std::string& key, const std::string& file) = 0;
  /// NotFound: there is none under this key.
  virtual Result<std::string> checkpoint_file(const std::string& key) const = 0;
  virtual Status remove_checkpoint(const std::string& key) = 0;
};

}  // namespace athena
