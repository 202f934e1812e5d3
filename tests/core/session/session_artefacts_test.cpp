// SPDX-License-Identifier: Apache-2.0
// The files beside a session: variants' artefacts and training states.
#include <string>
#include <vector>

#include "core/base/sha256.h"
#include "tests/core/session/examples.h"

namespace athena {
namespace {

using test::example_variant;
using test::FailsWith;
using test::must;
using test::read_all;
using test::write_all;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class SessionArtefacts : public ::testing::Test {
 protected:
  SessionArtefacts() : path_(folder_ / "s.athena"), session_(must(Session::create(path_))) {
    write_all(folder_ / "one", "first model");
    write_all(folder_ / "two", std::string(3000000, 'x'));
  }
  void reopen() {
    session_.reset();
    session_ = must(Session::open(path_));
  }
  std::vector<std::string> files(const std::string& path) const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path + "-files"))
      names.push_back(entry.path().filename().string());
    return names;
  }
  Variant add(const std::string& name) {
    return must(session_->add_variant(example_variant(name), folder_ / name));
  }

  test::TemporaryFolder folder_;
  const std::string path_;
  std::shared_ptr<Session> session_;
};

TEST_F(SessionArtefacts, AreKeptUnderTheirHash) {
  const Variant one = add("one");
  EXPECT_EQ(one.artefact, sha256("first model"));
  std::filesystem::remove(folder_ / "one");
  reopen();
  const std::string file = must(session_->artefact_file(must(session_->variant(one.id)).artefact));
  EXPECT_EQ(file, path_ + "-files/" + sha256("first model"));
  EXPECT_EQ(read_all(file), "first model");
}

TEST_F(SessionArtefacts, TwoVariantsShareOneFileUntilTheLastIsPurged) {
  const Variant a = add("one"), b = add("one");
  EXPECT_THAT(files(path_), ElementsAre(a.artefact));
  must(session_->delete_variant(a.id));
  reopen();
  EXPECT_TRUE(session_->artefact_file(b.artefact));
  must(session_->delete_variant(b.id));
  EXPECT_TRUE(session_->artefact_file(b.artefact)) << "it can still be restored";
  reopen();
  EXPECT_THAT(files(path_), ElementsAre());
}

TEST_F(SessionArtefacts, AMissingOrIncompleteOneIsNotFound) {
  const Variant one = add("one");
  write_all(path_ + "-files/" + one.artefact, "first");
  EXPECT_THAT(session_->artefact_file(one.artefact), FailsWith(ErrorCode::NotFound, "Run its recipe again"));
  std::filesystem::remove(path_ + "-files/" + one.artefact);
  EXPECT_THAT(session_->artefact_file(one.artefact), FailsWith(ErrorCode::NotFound, "Run its recipe again"));
  EXPECT_TRUE(session_->variant(one.id)) << "the variant itself is not lost";
  add("one");
  EXPECT_EQ(read_all(must(session_->artefact_file(one.artefact))), "first model")
      << "adding it again heals it";
}

TEST_F(SessionArtefacts, NamesThatAreNoHashesReachNoFile) {
  for (const std::string& name : std::vector<std::string>{"", "../s.athena", "x", std::string(64, 'A')})
    EXPECT_THAT(session_->artefact_file(name), FailsWith(ErrorCode::NotFound, "missing"));
}

TEST_F(SessionArtefacts, AFileThatIsNotThereAddsNoVariant) {
  EXPECT_THAT(session_->add_variant(example_variant(), "/no/such/file"),
              FailsWith(ErrorCode::NotFound, "/no/such/file"));
  EXPECT_TRUE(must(session_->variants()).empty());
  EXPECT_THAT(files(path_), ElementsAre());
}

TEST_F(SessionArtefacts, OrphansAreSweptWhenOneIsAloneAndOthersFilesStay) {
  const Variant one = add("one");
  const std::string orphan = path_ + "-files/" + sha256("orphan");
  write_all(orphan, "orphan");
  write_all(path_ + "-files/.artefact.abcdefgh.tmp", "half");
  write_all(path_ + "-files/notes.txt", "a person's");
  {
    const auto second = must(Session::open(path_));
    EXPECT_TRUE(std::filesystem::exists(orphan)) << "the first one may be about to name it";
  }
  reopen();
  EXPECT_THAT(files(path_), UnorderedElementsAre(one.artefact, "notes.txt"));
}

TEST_F(SessionArtefacts, WhatOneDeletedIsNotPurgedByAnotherWhoOpens) {
  const Variant one = add("one");
  must(session_->delete_variant(one.id));
  const auto second = must(Session::open(path_));
  EXPECT_TRUE(must(second->variants()).empty());
  must(session_->restore_variant(one.id));
  EXPECT_TRUE(second->artefact_file(one.artefact));
  EXPECT_EQ(must(second->variants()).size(), 1u);
}

TEST_F(SessionArtefacts, TheFolderIsMadeAgainWhenItIsGone) {
  std::filesystem::remove_all(path_ + "-files");
  session_.reset();
  std::filesystem::remove_all(path_ + "-files");
  session_ = must(Session::open(path_));
  EXPECT_EQ(read_all(must(session_->artefact_file(add("one").artefact))), "first model");
}

TEST_F(SessionArtefacts, ACheckpointIsReplacedAsAWhole) {
  EXPECT_THAT(session_->checkpoint_file("run"),
              FailsWith(ErrorCode::NotFound, "no training state for 'run'"));
  must(session_->save_checkpoint("run", folder_ / "one"));
  must(session_->save_checkpoint("run", folder_ / "two"));
  must(session_->save_checkpoint("other run", folder_ / "one"));
  reopen();
  EXPECT_EQ(read_all(must(session_->checkpoint_file("run"))), read_all(folder_ / "two"));
  EXPECT_EQ(read_all(must(session_->checkpoint_file("other run"))), "first model");
  must(session_->save_checkpoint("run", folder_ / "one"));
  EXPECT_THAT(files(path_), ElementsAre(sha256("first model"))) << "the state that it replaces is gone";
}

TEST_F(SessionArtefacts, ACheckpointThatIsAlsoAVariantsFileLeavesTheVariantIts) {
  const Variant one = add("one");
  must(session_->save_checkpoint("run", folder_ / "one"));
  must(session_->remove_checkpoint("run"));
  EXPECT_THAT(session_->checkpoint_file("run"), FailsWith(ErrorCode::NotFound, "no training state"));
  EXPECT_THAT(session_->remove_checkpoint("run"), FailsWith(ErrorCode::NotFound, "no training state"));
  EXPECT_TRUE(session_->artefact_file(one.artefact));
}

TEST_F(SessionArtefacts, SaveAsCopiesAllOfIt) {
  const Variant one = add("one"), two = add("two");
  must(session_->save_checkpoint("run", folder_ / "one"));
  must(session_->save_draft("draft"));
  must(session_->put_model({"h", "/m.pt", 1}));
  must(session_->delete_variant(two.id));
  const auto copy = must(session_->save_as(folder_ / "copy.athena"));
  must(session_->rename_variant(one.id, "only in the old one"));
  session_.reset();
  std::filesystem::remove_all(path_ + "-files");
  std::filesystem::remove(path_);

  EXPECT_EQ(copy->path(), folder_ / "copy.athena");
  test::expect_same(must(copy->variant(one.id)), example_variant("one"));
  EXPECT_EQ(read_all(must(copy->artefact_file(one.artefact))), "first model");
  EXPECT_EQ(must(copy->draft()), "draft");
  EXPECT_EQ(must(copy->models()).size(), 1u);
  EXPECT_EQ(read_all(must(copy->checkpoint_file("run"))), "first model");
  must(copy->restore_variant(two.id));
  EXPECT_EQ(read_all(must(copy->artefact_file(two.artefact))), read_all(folder_ / "two"));
  EXPECT_EQ(must(must(Session::open(folder_ / "copy.athena"))->variants()).size(), 2u);
}

TEST_F(SessionArtefacts, SaveAsGoesOnWithoutAFileThatIsMissing) {
  const Variant one = add("one"), two = add("two");
  std::filesystem::remove(path_ + "-files/" + one.artefact);
  const auto copy = must(session_->save_as(folder_ / "copy.athena"));
  EXPECT_FALSE(copy->artefact_file(one.artefact));
  EXPECT_TRUE(copy->artefact_file(two.artefact));
}

TEST_F(SessionArtefacts, SaveAsReplacesASessionThatNobodyHasOpen) {
  const std::string target = folder_ / "old.athena";
  write_all(folder_ / "three", "of the old session");
  must(must(Session::create(target))->add_variant(example_variant("old"), folder_ / "three"));
  add("one");
  {
    const auto open_elsewhere = must(Session::open(target));
    EXPECT_THAT(session_->save_as(target), FailsWith(ErrorCode::Io, "open elsewhere"));
    EXPECT_EQ(must(open_elsewhere->variants()).at(0).name, "old");
  }
  const auto copy = must(session_->save_as(target));
  EXPECT_EQ(must(copy->variants()).at(0).name, "one");
  EXPECT_THAT(files(target), ElementsAre(sha256("first model")));
}

TEST_F(SessionArtefacts, SaveAsOntoItselfIsItself) {
  EXPECT_EQ(must(session_->save_as(path_)), session_);
  std::filesystem::create_symlink(path_, folder_ / "link.athena");
  EXPECT_EQ(must(session_->save_as(folder_ / "link.athena")), session_);
}

TEST_F(SessionArtefacts, SaveAsNeverReplacesAnotherFile) {
  EXPECT_THAT(session_->save_as(folder_ / "one"),
              FailsWith(ErrorCode::InvalidArgument, "not an Athena session"));
  EXPECT_EQ(read_all(folder_ / "one"), "first model");
  EXPECT_THAT(session_->save_as("/no/such/folder/x.athena"),
              FailsWith(ErrorCode::NotFound, "/no/such/folder"));
}

}  // namespace
}  // namespace athena
