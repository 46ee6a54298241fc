import { around } from './hospital/around';
import { billing } from './hospital/billing';
import { clinical } from './hospital/clinical';
import { identity } from './hospital/identity';
import { persistence } from './hospital/persistence';
import { scheduling } from './hospital/scheduling';
import { security } from './hospital/security';
import { siblings } from './hospital/siblings';
import { web } from './hospital/web';
import { united, type SourceFiles } from './sourceFiles';

/** A hospital's scheduling and billing service in Python and SQL; one repository and one handler for each entity. */
export function hospitalFiles(): SourceFiles {
  return united(scheduling, billing, clinical, identity, security, persistence, web, siblings(), around);
}
