// SPDX-License-Identifier: Apache-2.0
// The file itself: what is opened, what is refused and how, formats old and new.
#include <SQLiteCpp/SQLiteCpp.h>

#include "core/session/digest.h"
#include "core/session/migrations.h"
#include "tests/core/session/examples.h"

namespace athena {
namespace {

using test::example_variant;
using test::FailsWith;
using test::must;
using test::read_all;
using test::TemporaryFolder;
using test::write_all;
using ::testing::ElementsAre;

TEST(SessionFile, AMissingOneIsNotFoundAndNotMade) {
  const TemporaryFolder folder;
  EXPECT_THAT(Session::open(folder / "no.athena"), FailsWith(ErrorCode::NotFound, "no session"));
  EXPECT_THAT(folder.names(), ElementsAre());
}

TEST(SessionFile, IsOneFileAndAFolder) {
  const TemporaryFolder folder;
  { const auto session = must(Session::create(folder / "s.athena")); }
  EXPECT_THAT(folder.names(), ElementsAre("s.athena", "s.athena-files"));
}

TEST(SessionFile, CreateNeverReplacesAnything) {
  const TemporaryFolder folder;
  write_all(folder / "other", "precious");
  EXPECT_THAT(Session::create(folder / "other"), FailsWith(ErrorCode::InvalidArgument, "exists already"));
  EXPECT_EQ(read_all(folder / "other"), "precious");
  EXPECT_THAT(Session::create("/no/such/folder/s.athena"),
              FailsWith(ErrorCode::NotFound, "folder does not exist"));
}

TEST(SessionFile, OpenOrCreateDoesEither) {
  const TemporaryFolder folder;
  must(must(Session::open_or_create(folder / "s.athena"))->save_draft("d"));
  EXPECT_EQ(must(must(Session::open_or_create(folder / "s.athena"))->draft()), "d");
  write_all(folder / "other", "precious");
  EXPECT_THAT(Session::open_or_create(folder / "other"),
              FailsWith(ErrorCode::Corruption, "not an SQLite file"));
}

TEST(SessionFile, NamesThatLookLikeUrisAndRelativeOnesWork) {
  const TemporaryFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  must(must(Session::create("file:a?mode=memory.athena"))->save_draft("d"));
  EXPECT_EQ(must(must(Session::open("file:a?mode=memory.athena"))->draft()), "d");
  std::filesystem::current_path(before);
  EXPECT_EQ(must(must(Session::open(folder / "file:a?mode=memory.athena"))->draft()), "d");
}

std::string contents(const std::string& path) {
  return std::filesystem::is_directory(path) ? std::string() : read_all(path);
}

TEST(SessionFile, WhatIsNotAthenasIsRefusedAndUntouched) {
  const TemporaryFolder folder;
  write_all(folder / "empty", "");
  write_all(folder / "text", "PK\x03\x04 a model, say, that is longer than SQLite's header of 100 bytes" +
                                 std::string(1000, 'x'));
  {
    SQLite::Database(folder / "other", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE t (x)");
  }
  std::filesystem::create_directory(folder / "folder");
  const std::pair<std::string, std::string> cases[] = {{"empty", "it is empty"},
                                                       {"text", "not an SQLite file"},
                                                       {"other", "database of another program"},
                                                       {"folder", "it is a folder"}};
  for (const auto& [name, says] : cases) {
    const std::string before = contents(folder / name);
    EXPECT_THAT(Session::open(folder / name), FailsWith(ErrorCode::Corruption, says));
    EXPECT_EQ(contents(folder / name), before);
  }
  EXPECT_THAT(Session::open("/dev/null"), FailsWith(ErrorCode::Corruption, "a device"));
  EXPECT_THAT(folder.names(), ElementsAre("empty", "folder", "other", "text"))
      << "nothing is made beside them";
}

TEST(SessionFile, ANewerOneSaysWhichAthenaIsNeeded) {
  const TemporaryFolder folder;
  const std::string path = folder / "s.athena";
  must(Session::create(path)).reset();
  {
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    database.exec("PRAGMA user_version = 99; UPDATE about SET value = '7.3.1' WHERE key = 'needs_athena'");
  }
  const std::string before = read_all(path);
  EXPECT_THAT(Session::open(path), FailsWith(ErrorCode::NotSupported, "version 7.3.1 or newer is needed"));
  EXPECT_EQ(read_all(path), before);
  SQLite::Database(path, SQLite::OPEN_READWRITE).exec("DROP TABLE about");
  EXPECT_THAT(Session::open(path), FailsWith(ErrorCode::NotSupported, "a newer version is needed"));
}

TEST(SessionFile, ADamagedOneIsSaidToBeSo) {
  const TemporaryFolder folder;
  const std::string path = folder / "s.athena";
  must(must(Session::create(path))->add_variant(example_variant(), ""));
  const std::string good = read_all(path);
  write_all(path, good.substr(0, good.size() / 2));
  EXPECT_THAT(Session::open(path), FailsWith(ErrorCode::Corruption, "is damaged"));
  std::string flipped = good;
  for (std::size_t at = 4096; at < 4096 + 64; ++at) flipped[at] = static_cast<char>(~flipped[at]);
  write_all(path, flipped);
  EXPECT_THAT(Session::open(path), FailsWith(ErrorCode::Corruption, "is damaged"));
}

TEST(SessionFile, ForeignTriggersViewsAndChangedTablesAreRefused) {
  const char* changes[] = {
      "CREATE TRIGGER t AFTER INSERT ON draft BEGIN DELETE FROM variant; END",
      "CREATE VIEW v AS SELECT 1",
      "DROP TABLE draft",
      "DROP INDEX variant_by_model",
      "ALTER TABLE model ADD COLUMN more TEXT",
  };
  for (const char* change : changes) {
    const TemporaryFolder folder;
    const std::string path = folder / "s.athena";
    must(Session::create(path)).reset();
    SQLite::Database(path, SQLite::OPEN_READWRITE).exec(change);
    EXPECT_THAT(Session::open(path), FailsWith(ErrorCode::Corruption, "is damaged")) << change;
  }
}

TEST(SessionFile, ADamagedVariantNamesItselfAndCanBeDeleted) {
  const TemporaryFolder folder;
  const std::string path = folder / "s.athena";
  {
    const auto session = must(Session::create(path));
    must(session->add_variant(example_variant("good"), ""));
    must(session->add_variant(example_variant("bad"), ""));
  }
  for (const char* damage : {"recipe = '{'", "recipe = '[]'", "recipe = '{\"seed\": \"x\"}'",
                             "recipe = '{\"steps\": 1}'", "layers = '[{\"calls\": 1.5}]'", "layers = '{}'",
                             "curve = '[{\"loss\": \"x\"}]'", "passes = '[{}'"}) {
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    database.exec(
        std::string("UPDATE variant SET recipe = (SELECT recipe FROM variant WHERE id = 1), layers = '[]', "
                    "curve = '[]' WHERE id = 2; UPDATE variant SET ") +
        damage + " WHERE id = 2");
    session::renew_digest(database);  // by an Athena that wrote it so
    const auto session = must(Session::open(path));
    EXPECT_THAT(session->variants(), FailsWith(ErrorCode::Corruption, "Variant 2")) << damage;
    EXPECT_THAT(session->variant(2), FailsWith(ErrorCode::Corruption, "Variant 2")) << damage;
    EXPECT_TRUE(session->variant(1));
  }
  const auto session = must(Session::open(path));
  must(session->delete_variant(2));
  EXPECT_EQ(must(session->variants()).size(), 1u);
}

TEST(SessionFile, AByteThatIsNoLongerWhatWasWrittenIsDamage) {
  const TemporaryFolder folder;
  const std::string path = folder / "s.athena";
  must(must(Session::create(path))->add_variant(example_variant("a name of its own"), ""));
  std::string bytes = read_all(path);
  const std::size_t at = bytes.find("a name of its own");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 'b';
  write_all(path, bytes);
  EXPECT_THAT(Session::open(path), FailsWith(ErrorCode::Corruption, "is damaged"));
}

TEST(SessionFile, AJournalLeftByADeletedSessionIsNotPlayedIntoANewOne) {
  const TemporaryFolder folder;
  const std::string path = folder / "s.athena";
  // A transaction that a process left in the middle: the journal is hot.
  must(must(Session::create(path))->save_draft(std::string(20000, 'o')));
  {
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    database.exec("PRAGMA cache_size = 1; UPDATE draft SET recipe = zeroblob(0) || recipe || recipe");
    std::filesystem::copy_file(path + "-journal", folder / "hot");
  }
  std::filesystem::remove(path);
  std::filesystem::rename(folder / "hot", path + "-journal");
  { const auto session = must(Session::create(path)); }
  EXPECT_EQ(must(must(Session::open(path))->draft()), std::nullopt);
}

TEST(SessionFile, AMovedSessionTakesNoMoreChanges) {
  const TemporaryFolder folder;
  const auto session = must(Session::create(folder / "s.athena"));
  must(session->save_draft("kept"));
  std::filesystem::rename(folder / "s.athena", folder / "moved.athena");
  EXPECT_THAT(session->save_draft("lost"), FailsWith(ErrorCode::Io, "moved or deleted"));
  EXPECT_EQ(must(must(session->save_as(folder / "new.athena"))->draft()), "kept");
}

constexpr session::Migration steps[] = {
    {1, "0.1.0", "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL); CREATE TABLE t (x)"},
    {2, "0.2.0", "ALTER TABLE t ADD COLUMN y DEFAULT 5"},
    {3, "0.3.0", "INSERT INTO t (x) SELECT 1; INSERT INTO no_such_table VALUES (1)"},
};

TEST(SessionMigrations, EachIsAppliedOnceAndInOrder) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  must(session::migrate(database, "p", false, std::span(steps).first(1)));
  database.exec("INSERT INTO t VALUES ('old')");
  must(session::migrate(database, "p", false, std::span(steps).first(2)));
  must(session::migrate(database, "p", false, std::span(steps).first(2)));
  EXPECT_EQ(database.execAndGet("SELECT x || y FROM t").getString(), "old5");
  EXPECT_EQ(database.execAndGet("SELECT value FROM about WHERE key = 'needs_athena'").getString(), "0.2.0");
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 2);
}

TEST(SessionMigrations, OneThatFailsLeavesTheFileAtTheOneBefore) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  EXPECT_THROW((void)session::migrate(database, "p", false, steps), SQLite::Exception);
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 2);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM t").getInt(), 0);
  EXPECT_EQ(database.execAndGet("SELECT value FROM about WHERE key = 'needs_athena'").getString(), "0.2.0");
}

TEST(SessionMigrations, AnOlderFileThatIsReadOnlySaysWhatToDo) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  must(session::migrate(database, "p", false, std::span(steps).first(1)));
  EXPECT_THAT(session::migrate(database, "p", true, std::span(steps).first(2)),
              FailsWith(ErrorCode::NotSupported, "Copy it"));
}

TEST(SessionMigrations, AreNumberedWithoutGaps) {
  int expected = 0;
  for (const session::Migration& each : session::known_migrations()) EXPECT_EQ(each.format, ++expected);
}

}  // namespace
}  // namespace athena
