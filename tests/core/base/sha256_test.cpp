// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"

#include "tests/core/base/temporary_folder.h"

namespace athena {
namespace {

// The examples of FIPS 180-4 (NIST "SHA256.pdf").
TEST(Sha256, GivesTheStandardsExamples) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, OfAFileLargerThanOnePieceEqualsThatOfItsBytes) {
  const test::TemporaryFolder folder;
  std::string bytes;
  for (int i = 0; i < 3000000; ++i) bytes += static_cast<char>(i * 7 + (i >> 8));
  test::write_all(folder / "big", bytes);
  EXPECT_EQ(sha256_file(folder / "big").value(), sha256(bytes));
}

TEST(Sha256, OfAMissingFileSaysSo) {
  const auto result = sha256_file("/no/such/file");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::NotFound);
  EXPECT_NE(result.error().message.find("/no/such/file"), std::string::npos);
}

TEST(Sha256, OfAFolderIsAnError) {
  const auto result = sha256_file("/tmp");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::Io);
  EXPECT_NE(result.error().message.find("folder, not a file"), std::string::npos);
}

}  // namespace
}  // namespace athena
