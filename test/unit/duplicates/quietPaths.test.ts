import assert from 'node:assert/strict';
import { roleOf } from '../../../server/src/duplicates/quietPaths';

describe('roleOf', () => {
  const cases = {
    foreign: [
      'vendor/a.go',
      'lib/third_party/x.c',
      'web/dist/a.js',
      'a.min.js',
      'api/user.pb.go',
      'api/user_pb2.py',
      'src/generated/A.java',
      'Form.Designer.cs',
      'types.d.ts',
      'native/deps/parson/parson.c',
      'app/migrations/0001.py',
    ],
    test: [
      'test/a.ts',
      'src/__tests__/a.ts',
      'a.test.ts',
      'pkg/a_test.go',
      'src/test/java/A.java',
      'CartTest.java',
      'CartTests.kt',
      'tests/conftest.py',
      'test_cart.py',
      'spec/a_spec.rb',
      't/unit/a.py',
      'x/src/testFixtures/java/A.java',
      'examples/a.py',
      'integration-tests/A.java',
    ],
    source: [
      'src/a.ts',
      'deps/deps.go',
      'latest/a.ts',
      'contest.py',
      'src/attestation.go',
      'src/testable.ts',
      'src/distance/a.ts',
      'lib/vendors.ts',
      'a/t/b.py',
      'Latest.java',
      'src/specification.ts',
    ],
  } as const;
  for (const [role, paths] of Object.entries(cases))
    for (const path of paths)
      it(`${path} is ${role}`, () => {
        assert.equal(roleOf(path), role);
      });
});
