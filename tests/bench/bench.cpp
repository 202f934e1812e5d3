// SPDX-License-Identifier: Apache-2.0
// athena-bench: every kernel over the shapes of a Transformer's layers, on one thread.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/kernels/isa.h"
#include "core/machine/peak.h"
#include "linear_bench.h"

namespace {

using athena::bench::Figure;
using athena::bench::Shape;

nlohmann::json json_of(const Figure& figure) {
  return {{"op", figure.op},
          {"kernel", figure.kernel},
          {"m", figure.m},
          {"k", figure.k},
          {"n", figure.n},
          {"best_us", figure.best_us},
          {"median_us", figure.median_us},
          {"gmacs", figure.gmacs},
          {"peak_gmacs", figure.peak_gmacs}};
}

void print(const Figure& figure) {
  std::printf("%4ld x %ld x %ld  %-18s %-28s %10.1f us %8.1f GMAC/s", figure.m, figure.k, figure.n,
              figure.op.c_str(), figure.kernel.c_str(), figure.best_us, figure.gmacs);
  if (figure.peak_gmacs > 0) std::printf("  %5.1f %% of the peak", 100 * figure.gmacs / figure.peak_gmacs);
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> shapes = {"768x768", "768x3072", "3072x768", "4096x4096"};
  std::vector<std::int64_t> rows = {1, 4, 16, 64, 128, 512};
  double seconds = 0.2;
  bool peak_only = false;
  std::string json_path;
  CLI::App app("Times Athena's kernels on this machine, next to its int8 peak in the same run.");
  app.add_option("--shapes", shapes, "KxN,...")->delimiter(',');
  app.add_option("--rows", rows, "M,...")->delimiter(',');
  app.add_option("--seconds", seconds, "Time spent on each figure");
  app.add_flag("--peak", peak_only, "Only the register-only loop, as one number of GMAC/s");
  app.add_option("--json", json_path, "Where the figures go as JSON");
  CLI11_PARSE(app, argc, argv);
  if (peak_only) {
    std::printf("%.2f\n", athena::int8_peak_gmacs(athena::kernels::available_isas().back(), 1, seconds));
    return 0;
  }
  nlohmann::json out = {{"schema", 1}, {"threads", 1}, {"figures", nlohmann::json::array()}};
  const auto isa = athena::kernels::active_isa();
  if (isa) out["isa"] = athena::kernels::name(*isa);
  for (const std::string& text : shapes) {
    Shape shape;
    if (std::sscanf(text.c_str(), "%ldx%ld", &shape.k, &shape.n) != 2 || shape.k < 1 || shape.n < 1) {
      std::fprintf(stderr, "'%s' is no shape; write KxN, as 768x3072.\n", text.c_str());
      return 2;
    }
    for (const std::int64_t m : rows) {
      const auto figures = athena::bench::bench_linear(shape, m, seconds);
      if (!figures) {
        std::fprintf(stderr, "%s\n", figures.error().message.c_str());
        return 1;
      }
      for (const Figure& figure : *figures) {
        print(figure);
        out["figures"].push_back(json_of(figure));
      }
    }
  }
  if (!json_path.empty() && !(std::ofstream(json_path) << out.dump(1) << "\n")) {
    std::fprintf(stderr, "cannot write %s\n", json_path.c_str());
    return 1;
  }
  return 0;
}
