(comment) @comment

; What stands above a definition; documentation among it.
((unary_operator
  operand: (call target: (identifier) @_attribute (arguments [(string) (sigil)] @doc))) @attribute
  (#any-of? @_attribute "doc" "typedoc"))
((unary_operator operand: (call target: (identifier) @_attribute)) @attribute
  (#any-of? @_attribute "doc" "typedoc" "spec" "impl" "deprecated" "since" "tag" "describetag" "dialyzer"))

((call target: (identifier) @_import) @import
  (#any-of? @_import "use" "alias" "import" "require"))

((call
  target: (identifier) @_define
  (arguments . (alias) @name)
  (do_block) @body) @definition.interface
  (#eq? @_define "defprotocol"))

((call
  target: (identifier) @_define
  (arguments . (alias) @name)
  (do_block) @body) @scope.module
  (#any-of? @_define "defmodule" "defimpl"))

((call
  target: (identifier) @_define
  (arguments . (alias))
  (do_block
    (unary_operator operand: (call target: (identifier) @_doc (arguments [(string) (sigil)] @doc))))) @scope.module
  (#any-of? @_define "defmodule" "defprotocol")
  (#eq? @_doc "moduledoc"))

; Clauses of one function are one definition.
((call
  target: (identifier) @_define
  (arguments
    .
    [
      (identifier) @name
      (call target: (identifier) @name)
      (binary_operator left: (identifier) @name)
      (binary_operator left: (call target: (identifier) @name))
      (binary_operator operator: _ @name)
    ]
    [(keywords) @body]?)
  (do_block)? @body) @clause.function
  (#any-of? @_define "def" "defp" "defmacro" "defmacrop" "defguard" "defguardp" "defdelegate" "defn" "defnp"))

; Tests are chunks of their own where their module is too large for one.
((call target: (identifier) @_test (do_block)) @definition.block
  (#any-of? @_test "test" "describe" "setup" "setup_all" "property" "schema"))
