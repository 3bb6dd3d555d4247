import { wordSet } from './word-set.ts';

/*
 * Abbreviations by what may follow them, all in lower case and without their full stop. The words are those of
 * pySBD 0.3.4 (MIT; the lists of Pragmatic Segmenter), sorted by use, and others of the same kinds.
 */

/** Stand before a name, and so never at the end of a sentence. They have a capital. */
export const TITLES = wordSet(
  'mr mrs ms mx dr drs prof profs rev revd fr msgr mgr mons sr br hon rt pres gov govs sen sens rep reps del amb',
  'atty attys asst assoc dep sec min mme mlle mm messrs mssrs st sts ste judge jus just ald aldm cllr comm commr',
  'supt insp det const sgt sgts cpl pvt pte pfc spc spec tpr gnr lt lieut ltcol capt cpt cmdr cdr comdr lcdr adm',
  'vadm radm col maj gen gens brig brigs ens csm cwo wo sfc ssgt sqn wg flt plt cmde commo surg asst supts ph',
  'dist ven archb archbp bp card secy undersec ldr mgr vol sra srta don mt mts ft pt port',
);

/** Words among the titles that are ordinary English in small letters, or end a sentence as such. */
export const BEFORE_NUMBERS = wordSet(
  'no nos p pp fig figs vol vols art ch sec par pt bk nr ext op est tel n° n.º',
);

/** Never at the end, also in small letters. */
export const NEVER_LAST = wordSet('vs v approx incl cf ca circa viz e.g i.e eg ie esp excl resp ed');

export const MONTHS = wordSet('jan feb mar apr jun jul aug sep sept oct nov dec');
export const WEEKDAYS = wordSet('mon tue tues wed weds thu thur thurs fri sat sun');

/** Units of measure, when a number stands before them. */
export const UNITS = wordSet(
  'ft in yd yds mi mm cm m km oz lb lbs st g kg kgs t hr hrs min mins sec secs mph kph pct gal gals pt pts qt sq',
  'cu hp kw mw ha yr yrs wk wks deg',
);

/** May stand at the end of a sentence as well as within it. */
export const SOMETIMES_LAST = wordSet(
  'jr sr esq inc ltd co cos corp bros llc plc assn univ dept mfg al ave av blvd bld bldg cres ct dr expy fwy',
  'hway hwy ln pl plz rd sq tce mtn est hosp est',
  'ala alta ariz ark cal calif colo conn dak del fla ga ia ida ill ind kan kans ken ky la man mass md me mex mich',
  'minn miss mo mont neb nebr nev okla ont ore pa penn penna que sask tenn tex ut va vt wash wis wisc wy wyo yuk',
);

/** Names of places that are written as initials. */
export const PLACES = wordSet('u.s u.k u.n e.u d.c l.a n.y n.j n.h n.c n.d s.c s.d r.i b.c');

/** Eras and degrees. */
export const AFTER_NAMES = wordSet(
  'b.c a.d b.c.e c.e ph.d m.d b.a m.a b.s m.s ll.b ll.m d.d.s r.n m.p m.b.a',
);

/** Nouns whose kinds are told by a letter: "Plan B", "hepatitis B", "World War I". */
export const LETTERED = wordSet(
  'act annex appendix apartment article block book building category chapter class column corridor court deck',
  'division dock door exhibit exit figure flat flight floor formula gate grade group gulag hall hangar hepatitis',
  'influenza item label lane layer level line list lot model note option part phase pier plan platform point',
  'problem quarter ring room route row scale scenario schedule seat section sector serie series shed side size',
  'stage stand step strain studio suite table team terminal title track type unit variant version vitamin vitamins',
  'volume war ward wing zone',
);

/** Offices and institutions, which follow "U.S." and "Inc." within a sentence. */
export const OFFICES = wordSet(
  'administration admiral agency agent agriculture air airways ambassador armed army assistant attorney bank bishop',
  'board border bureau cabinet capitol captain census central chairman chairwoman chief circuit citizen citizens',
  'civil coast colonel commander commerce commission commissioner committee commodore congress congressional',
  'congressman congresswoman conservative constitution consul consulate corps council court customs defence defense',
  'delegation democrat democratic department deputy diplomat director district dollar dollars drug education embassy',
  'energy envoy executive federal fish food foreign forces forest founder general geological government governor',
  'high house human immigration information intelligence interior joint judge justice labor labour lieutenant major',
  'manager marine marines marshal marshals military minister mission national naval navy news olympic olympian',
  'olympics open ordnance owner parliament patent peace peacekeepers permanent postal president presidential prime',
  'prince princess prison prosecutor public rep republican representative resolution revenue saint sanctions secret',
  'secretary security sen senate senator sergeant soldier special spokesman spokeswoman state states steel strategic',
  'supreme surgeon tennis trade transport treasurer treasury troops vice virgin war weather white women world',
);

/** What stands after an hour: days, zones, and the times that news is given. */
export const AFTER_HOURS = wordSet(
  'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january',
  'february march april may june july august september october november december jan feb mar apr jun jul aug sep',
  'sept oct nov dec est edt cst cdt mst mdt pst pdt gmt utc bst cet cest ist jst et ct pt eastern central pacific',
  'mountain atlantic greenwich local today',
);
