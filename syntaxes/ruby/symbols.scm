(comment) @comment
((call
  !receiver
  method: (identifier) @_require
  arguments: (argument_list . (string))) @import
  (#any-of? @_require "require" "require_relative" "load"))

(module name: (_) @name body: (_) @body) @scope.module
(class name: (_) @name body: (_)? @body) @definition.class

(method name: (_) @name body: (_)? @body (#eq? @name "initialize")) @definition.constructor
(module body: (body_statement (method name: (_) @name body: (_)? @body) @definition.method))
(singleton_class body: (body_statement (method name: (_) @name body: (_)? @body) @definition.method))
(singleton_method name: (_) @name body: (_)? @body) @definition.method
(method name: (_) @name body: (_)? @body) @definition.function

(call
  method: (identifier) @_define
  arguments: (argument_list . [(simple_symbol) (string)] @name)
  block: (_) @body
  (#any-of? @_define "define_method" "define_singleton_method")) @definition.method

; `Job = Struct.new(:name) do`
(assignment
  left: (constant) @name
  right: (call
    receiver: (constant) @_class
    method: (identifier)
    block: (do_block) @body)
  (#any-of? @_class "Struct" "Class" "Data" "Module")) @definition.class

(assignment left: (constant) @name right: (_) @body) @definition.constant

; Tests and tasks are chunks of their own where what holds them is too large for one.
(call
  method: (identifier) @_test
  block: [(do_block) (block)]
  (#any-of? @_test
    "describe" "context" "it" "specify" "feature" "scenario" "shared_examples" "shared_context" "before" "after"
    "around" "test" "setup" "teardown" "should" "task" "namespace" "get" "post" "put" "delete")) @definition.block
