/**
 * What people type in a chat, and what it stands for: abbreviations, dropped apostrophes, fillers
 * (which stand for nothing) and slang that a model trained on edited text knows badly. Rewritten in
 * the question only, never in an article. A word that is also ordinary English is left out.
 */
const GROUPS: readonly string[] = [
  // short forms
  'n=and nd=and r=are u=you ur=your w=with wiv=with wit=with y=why b=be k=okay da=the dat=that dis=this dey=they dem=them',
  'ppl=people peeps=people nite=night nites=nights tonite=tonight 2nite=tonight 2day=today 2moro=tomorrow tmrw=tomorrow yday=yesterday',
  'wat=what wot=what wut=what wen=when hw=how wld=would cld=could shld=should b4=before any1=anyone some1=someone every1=everyone no1=nobody',
  'bout=about abt=about cos=because cuz=because coz=because bc=because bcos=because thru=through tho=though altho=although til=until till=until',
  'em=them lemme=let_me gimme=give_me gonna=going_to gona=going_to wanna=want_to gotta=have_to kinda=kind_of sorta=sort_of outta=out_of dunno=do_not_know',
  'pls=please plz=please thx=thanks ty=thanks info=information vid=video vids=videos pic=picture pics=pictures msg=message msgs=messages',
  'yr=year yrs=years hr=hour hrs=hours mins=minutes secs=seconds wk=week wks=weeks diff=different def=definitely defo=definitely',
  'prob=probably probs=probably prolly=probably obv=obviously ofc=of_course rn=right_now atm=at_the_moment nxt=next lst=last 1st=first 2nd=second 3rd=third',
  'gov=government govt=government gvt=government pm=prime_minister pms=prime_ministers prez=president vp=vice_president hq=headquarters',
  'alot=a_lot nextdoor=next_door aswell=as_well incase=in_case infact=in_fact oclock=o’clock vs=versus btwn=between w/o=without w/=with',
  'mil=million approx=about no.=number biz=business co=company intl=international natl=national',
  // dropped apostrophes
  'dont=don’t doesnt=doesn’t didnt=didn’t wasnt=wasn’t werent=weren’t isnt=isn’t arent=aren’t cant=can’t couldnt=couldn’t wouldnt=wouldn’t',
  'shouldnt=shouldn’t hasnt=hasn’t havent=haven’t hadnt=hadn’t wont=won’t whats=what_is whos=who_is wheres=where_is whens=when_is hows=how_is whys=why_is',
  'thats=that_is theres=there_is heres=here_is theyre=they_are theyd=they_would theyve=they_have youre=you_are youd=you_would youve=you_have',
  'ive=I_have im=I_am hes=he_is shes=she_is couldve=could_have wouldve=would_have shouldve=should_have mightve=might_have mustve=must_have',
  // fillers
  'ngl= tbh= imo= imho= lol= lmao= rofl= btw= fyi= idk= omg= afaik= iirc= innit= tbf= smh= ffs= wtf= bruh= yo= m8= mate= haha= hmm= erm= um= uh=',
  // days and months
  'mon=Monday tue=Tuesday tues=Tuesday weds=Wednesday thu=Thursday thur=Thursday thurs=Thursday fri=Friday xmas=Christmas',
  'jan=January feb=February apr=April aug=August sept=September oct=October nov=November dec=December',
  // people
  'nan=grandmother nana=grandmother gran=grandmother grandad=grandfather mum=mother mom=mother dad=father lad=young_man lads=men bloke=man blokes=men',
  'guy=man guys=men dude=man dudes=men fella=man fellas=men chap=man chaps=men folk=people folks=people kid=child kids=children missus=wife hubby=husband',
  'cop=police_officer cops=police copper=police_officer coppers=police fuzz=police feds=police spook=intelligence_officer spooks=intelligence_officers',
  'bigwig=dignitary bigwigs=dignitaries bigshots=dignitaries toffs=dignitaries vips=dignitaries brit=Briton brits=British yank=American yanks=Americans',
  'aussie=Australian aussies=Australians journo=journalist journos=journalists doc=doctor docs=doctors squaddie=soldier squaddies=soldiers boffin=expert boffins=experts',
  'goons=gunmen baddies=gunmen bosses=leaders underlings=subordinates sidekick=aide',
  // things and doings
  'telly=television tv=television cash=money dosh=money moolah=money dough=money wonga=money bucks=dollars quid=pounds loo=toilet loos=toilets bog=toilet bogs=toilets',
  'grub=food scran=food nosh=food booze=alcohol gaff=house clink=prison slammer=prison nick=prison inside_job=inside_job leccy=electricity',
  'nicked=arrested banged_up=jailed legged=ran legging=running scarpered=fled croaked=died offed=killed whacked=killed snuffed=killed topped=killed',
  'reckon=think reckons=thinks reckoned=thought gutted=upset chuffed=happy stoked=happy fuming=angry livid=angry knackered=tired poorly=ill',
  'springing=freeing sprung=freed snagged=took nabbed=captured busted=caught kip=sleep natter=talk chinwag=talk row=quarrel bust-up=quarrel',
  'owt=anything nowt=nothing summat=something nah=no nope=no yep=yes yeah=yes yup=yes',
];

const STANDS_FOR: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap((group) =>
    group.split(' ').map((pair): [string, string] => {
      const [word = '', meaning = ''] = pair.split('=');
      return [word, meaning.replaceAll('_', ' ')];
    }),
  ),
);

/** A question as edited English has it, for the models; the person's own words are kept elsewhere. */
export function spellOut(question: string): string {
  const words = question
    .replace(/\.{2,}/g, '. ')
    .replace(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu, (word) => {
      const meaning = STANDS_FOR.get(word.toLowerCase());
      return meaning ?? word;
    });
  const spaced = words.replace(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(spaced) ? spaced : question.trim();
}

/** Whether a word is one that people type in a chat for another. */
export function isChatWord(word: string): boolean {
  return STANDS_FOR.has(word.toLowerCase());
}
