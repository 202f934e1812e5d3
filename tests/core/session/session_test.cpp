// SPDX-License-Identifier: Apache-2.0
// What a session keeps: variants, measurements, models, data, the draft.
#include <future>
#include <thread>

#include "tests/core/session/examples.h"

namespace athena {
namespace {

using test::example_measurement;
using test::example_variant;
using test::expect_same;
using test::FailsWith;
using test::IsMeasurement;
using test::must;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() : path_(folder_ / "s.athena"), session_(must(Session::create(path_))) {}
  void reopen() {
    session_.reset();
    session_ = must(Session::open(path_));
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Variant& each : must(session_->variants())) all.push_back(each.name);
    return all;
  }

  test::TemporaryFolder folder_;
  const std::string path_;
  std::shared_ptr<Session> session_;
};

TEST_F(SessionTest, ANewOneIsEmptyAndHasItsPath) {
  EXPECT_EQ(session_->path(), path_);
  EXPECT_EQ(session_->read_only(), "");
  EXPECT_THAT(must(session_->variants()), SizeIs(0));
  EXPECT_THAT(must(session_->models()), SizeIs(0));
  EXPECT_THAT(must(session_->datasets()), SizeIs(0));
  EXPECT_EQ(must(session_->draft()), std::nullopt);
}

TEST_F(SessionTest, AVariantComesBackWithEveryFieldBitForBit) {
  const Variant wanted = example_variant();
  const Variant stored = must(session_->add_variant(wanted, ""));
  EXPECT_GT(stored.id, 0);
  EXPECT_EQ(stored.artefact, "");
  expect_same(stored, wanted);
  reopen();
  expect_same(must(session_->variant(stored.id)), wanted);
  EXPECT_THAT(must(session_->variants()), SizeIs(1));
}

TEST_F(SessionTest, PartsThatWereNotMeasuredStayUnmeasured) {
  Variant variant = example_variant();
  Measurement bare;
  variant.measurements = {bare};
  const auto found = must(session_->variant(must(session_->add_variant(variant, "")).id));
  EXPECT_THAT(found.measurements.at(0), IsMeasurement(bare));
}

TEST_F(SessionTest, NamesAndTimesAreFilledInWhenEmpty) {
  Variant variant = example_variant("");
  variant.created_at.clear();
  const Variant stored = must(session_->add_variant(variant, ""));
  EXPECT_EQ(stored.name, "recipe");
  EXPECT_THAT(stored.created_at, ::testing::MatchesRegex("20..-..-..T..:..:..Z"));
}

TEST_F(SessionTest, TextsThatAreNotUtf8DoNotHarm) {
  Variant variant = example_variant("bad \xff name");
  variant.layers.at(0).path = "layer\xc3";
  const auto id = must(session_->add_variant(variant, "")).id;
  EXPECT_EQ(must(session_->variant(id)).name, "bad \xff name");
  must(session_->put_model({"h", "/models/\xff.pt", 1}));
  EXPECT_EQ(must(session_->models()).at(0).path, "/models/\xff.pt");
}

TEST_F(SessionTest, MeasurementsAreAppendedNewestLast) {
  const auto id = must(session_->add_variant(example_variant(), "")).id;
  Measurement second = example_measurement("other data");
  must(session_->add_measurement(id, second));
  reopen();
  const Variant found = must(session_->variant(id));
  ASSERT_THAT(found.measurements, SizeIs(2));
  EXPECT_THAT(found.measurements.at(0), IsMeasurement(example_measurement()));
  EXPECT_THAT(found.measurements.at(1), IsMeasurement(second));
}

TEST_F(SessionTest, VariantsAreRenamedAndAnnotated) {
  const auto id = must(session_->add_variant(example_variant(), "")).id;
  must(session_->rename_variant(id, "12"));
  must(session_->annotate_variant(id, "'); DROP TABLE variant; --"));
  reopen();
  EXPECT_EQ(must(session_->variant(id)).name, "12");
  EXPECT_EQ(must(session_->variant(id)).note, "'); DROP TABLE variant; --");
}

TEST_F(SessionTest, ADeletedVariantComesBackUntilTheSessionIsClosed) {
  const auto a = must(session_->add_variant(example_variant("a"), "")).id;
  const auto b = must(session_->add_variant(example_variant("b"), "")).id;
  must(session_->delete_variant(a));
  EXPECT_THAT(names(), ElementsAre("b"));
  EXPECT_THAT(session_->variant(a), FailsWith(ErrorCode::NotFound, "no variant 1"));
  must(session_->restore_variant(a));
  EXPECT_THAT(names(), ElementsAre("a", "b"));
  must(session_->delete_variant(b));
  reopen();
  EXPECT_THAT(names(), ElementsAre("a"));
  EXPECT_THAT(session_->restore_variant(b), FailsWith(ErrorCode::NotFound, "no variant 2"));
}

TEST_F(SessionTest, AnIdIsNeverGivenTwice) {
  const auto first = must(session_->add_variant(example_variant(), "")).id;
  must(session_->delete_variant(first));
  reopen();
  EXPECT_GT(must(session_->add_variant(example_variant(), "")).id, first);
}

TEST_F(SessionTest, UnknownVariantsAreNotFound) {
  EXPECT_THAT(session_->variant(5), FailsWith(ErrorCode::NotFound, "no variant 5"));
  EXPECT_THAT(session_->rename_variant(5, "x"), FailsWith(ErrorCode::NotFound, "no variant 5"));
  EXPECT_THAT(session_->annotate_variant(5, "x"), FailsWith(ErrorCode::NotFound, "no variant 5"));
  EXPECT_THAT(session_->delete_variant(5), FailsWith(ErrorCode::NotFound, "no variant 5"));
  EXPECT_THAT(session_->restore_variant(5), FailsWith(ErrorCode::NotFound, "no variant 5"));
  EXPECT_THAT(session_->add_measurement(5, {}), FailsWith(ErrorCode::NotFound, "no variant 5"));
}

TEST_F(SessionTest, AChangedModelMarksItsVariantsForGood) {
  Variant other = example_variant("other");
  other.model_hash = std::string(64, 'b');
  must(session_->add_variant(example_variant("mine"), ""));
  must(session_->add_variant(other, ""));
  must(session_->mark_stale(std::string(64, 'a')));
  reopen();
  EXPECT_TRUE(must(session_->variants()).at(0).stale);
  EXPECT_FALSE(must(session_->variants()).at(1).stale);
}

TEST_F(SessionTest, ChangedDataMarkTheVariantsMeasuredOnThem) {
  Variant other = example_variant("other");
  other.measurements = {example_measurement("other data")};
  must(session_->add_variant(example_variant("mine"), ""));
  must(session_->add_variant(other, ""));
  must(session_->mark_data_stale("other data"));
  EXPECT_FALSE(must(session_->variants()).at(0).stale);
  EXPECT_TRUE(must(session_->variants()).at(1).stale);
}

TEST_F(SessionTest, AModelMovedIsTheSameModelAndComesLast) {
  must(session_->put_model({"h1", "/old/a.pt", 10}));
  must(session_->put_model({"h2", "/b.pt", 20}));
  must(session_->put_model({"h1", "/new/a.pt", 10}));
  reopen();
  const auto models = must(session_->models());
  ASSERT_THAT(models, SizeIs(2));
  EXPECT_EQ(models.at(1).hash, "h1");
  EXPECT_EQ(models.at(1).path, "/new/a.pt");
  EXPECT_EQ(models.at(0).file_bytes, 20);
}

TEST_F(SessionTest, DataMovedAreTheSameData) {
  must(session_->put_dataset({"f", "/old", "digits"}));
  must(session_->put_dataset({"f", "/new", "digits"}));
  reopen();
  const auto datasets = must(session_->datasets());
  ASSERT_THAT(datasets, SizeIs(1));
  EXPECT_EQ(datasets.at(0).path, "/new");
  EXPECT_EQ(datasets.at(0).name, "digits");
}

TEST_F(SessionTest, TheDraftIsTheLastOneSaved) {
  must(session_->save_draft("{\"athena_recipe\": 1}\n"));
  must(session_->save_draft(""));
  EXPECT_EQ(must(session_->draft()), "");
  must(session_->save_draft("last \"draft\" äöü\n"));
  reopen();
  EXPECT_EQ(must(session_->draft()), "last \"draft\" äöü\n");
}

TEST_F(SessionTest, ManyThreadsShareOneSession) {
  std::vector<std::future<void>> all;
  for (int thread = 0; thread < 4; ++thread)
    all.push_back(std::async(std::launch::async, [this, thread] {
      for (int i = 0; i < 5; ++i) {
        const auto id = must(session_->add_variant(example_variant(std::to_string(thread)), "")).id;
        expect_same(must(session_->variant(id)), example_variant(std::to_string(thread)));
        must(session_->save_draft("draft"));
      }
    }));
  for (auto& each : all) each.get();
  EXPECT_THAT(must(session_->variants()), SizeIs(20));
}

}  // namespace
}  // namespace athena
