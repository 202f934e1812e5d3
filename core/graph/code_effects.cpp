// SPDX-License-Identifier: Apache-2.0
#include "core/graph/code_effects.h"

#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/frontend/lexer.h>
#include <torch/csrc/jit/frontend/parse_string_literal.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "core/base/lower_case.h"
#include "core/graph/code_names.h"

namespace athena {
namespace {

using torch::jit::Token;

/// Phrases in the order they were found, each once.
class Effects {
 public:
  void add(const std::string& what, const std::string& where) {
    if (seen_.insert(what).second) found_.push_back(what + " (" + where + ")");
  }
  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::set<std::string> seen_;
  std::vector<std::string> found_;
};

bool is_class_name(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

/// One record of code, as tokens: LibTorch's own, so that what is read here is what it will read.
class Source {
 public:
  Source(std::string record, const std::string& text) : record_(std::move(record)) {
    torch::jit::Lexer lexer(std::make_shared<torch::jit::Source>(text, record_, 1));
    while (lexer.cur().kind != torch::jit::TK_EOF) tokens_.push_back(lexer.next());
    uses_getattr_ = std::any_of(tokens_.begin(), tokens_.end(), [](const Token& t) {
      return t.kind == torch::jit::TK_IDENT && t.text() == "getattr";
    });
  }

  void find(Effects& effects) const {
    std::string class_name;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.kind == torch::jit::TK_STRINGLITERAL && uses_getattr_) {
        find_in_string(i, effects);
      } else if (token.kind == torch::jit::TK_CLASS_DEF) {
        class_name = text(i + 1);
      } else if (token.kind == torch::jit::TK_DEF && text(i + 1) == "__setstate__") {
        if (!is_pytorchs())
          effects.add("runs code while it is loaded, " + class_name + ".__setstate__", place(token));
      } else if (token.kind == torch::jit::TK_IDENT) {
        find_in_name(i, effects);
      }
    }
  }

 private:
  std::string text(std::size_t i) const { return i < tokens_.size() ? tokens_[i].text() : std::string(); }

  std::string place(const Token& token) const {
    const auto at = token.range.file_line_col();
    return record_ + (at ? ", line " + std::to_string(std::get<1>(*at)) : std::string());
  }

  /// Their code is checked as any other; only that some of it runs on loading is taken as given.
  bool is_pytorchs() const { return record_.find("code/__torch__/torch/") != std::string::npos; }

  void find_in_name(std::size_t i, Effects& effects) const {
    const std::string name = text(i);
    if (name == "classes") return find_class(i, effects);
    const bool called_bare = name.starts_with("rpc_");
    if ((i > 0 && tokens_[i - 1].kind == '.') || called_bare)
      if (const auto effect = effect_of_name(name)) effects.add(*effect, place(tokens_[i]));
  }

  /// torch.classes.NAMESPACE.Name
  void find_class(std::size_t i, Effects& effects) const {
    if (i == 0 || tokens_[i - 1].kind != '.' || text(i + 1) != "." || text(i + 3) != ".") return;
    if (const auto effect = effect_of_class(text(i + 2) + "." + text(i + 4)))
      effects.add(*effect, place(tokens_[i]));
  }

  /// Neighbouring strings are one to the parser.
  void find_in_string(std::size_t i, Effects& effects) const {
    if (i > 0 && tokens_[i - 1].kind == torch::jit::TK_STRINGLITERAL) return;
    std::string name;
    for (std::size_t k = i; k < tokens_.size() && tokens_[k].kind == torch::jit::TK_STRINGLITERAL; ++k)
      name += torch::jit::parseStringLiteral(tokens_[k].range, tokens_[k].text());
    if (const auto effect = effect_of_name(name)) effects.add(*effect, place(tokens_[i]));
  }

  std::string record_;
  std::vector<Token> tokens_;
  bool uses_getattr_ = false;
};

/// The classes that a pickle names. Its opcode GLOBAL has them as plain text, module and name on lines of
/// their own; where it is split is the file's choice.
void find_in_pickle(const std::string& record, std::string bytes, Effects& effects) {
  std::replace(bytes.begin(), bytes.end(), '\n', '.');
  constexpr std::string_view mark = "torch.classes.";
  for (auto at = bytes.find(mark); at != std::string::npos; at = bytes.find(mark, at + 1)) {
    const auto begin = at + mark.size(), dot = bytes.find('.', begin);
    if (dot == std::string::npos) return;
    const std::string space = bytes.substr(begin, dot - begin),
                      name = bytes.substr(dot + 1, bytes.find('.', dot + 1) - dot - 1);
    if (!is_class_name(space) || !is_class_name(name)) continue;
    if (const auto effect = effect_of_class(space + "." + name)) effects.add(*effect, record);
  }
}

}  // namespace

Result<std::vector<std::string>> code_effects(const std::string& path) {
  Effects effects;
  try {
    // The loader's own reader: another may see another table of contents in a file made to deceive.
    caffe2::serialize::PyTorchStreamReader reader(path);
    for (const std::string& name : reader.getAllRecords()) {
      const std::string plain = lower_case(name);  // the loader finds records whatever their case
      const bool code = plain.ends_with(".py"), pickle = plain.ends_with(".pkl");
      if (!code && !pickle) continue;
      const auto [data, size] = reader.getRecord(name);
      std::string bytes(static_cast<const char*>(data.get()), size);
      if (code)
        Source(name, bytes).find(effects);
      else
        find_in_pickle(name, std::move(bytes), effects);
    }
  } catch (const std::exception& error) {
    return fail(ErrorCode::Corruption, "'" + path + "' is damaged: its code cannot be read.", error.what());
  }
  return effects.take();
}

Status refuse_code_effects(const std::string& path) {
  ATHENA_ASSIGN(const std::vector<std::string> found, code_effects(path));
  if (found.empty()) return {};
  constexpr std::size_t named = 3;
  std::string some, all;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i < named) some += (i ? "; it " : "") + found[i];
    all += (i ? "\n" : "") + found[i];
  }
  if (found.size() > named) some += "; and " + std::to_string(found.size() - named) + " more";
  return fail(ErrorCode::NotAllowed,
              "'" + path + "' does more than compute: it " + some + ". Athena has not run it.", all);
}

}  // namespace athena
