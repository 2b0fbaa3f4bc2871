"""English words of threats, for the small bare letters that `Spelling` makes of a text."""

_KILL = (
    r"(?:kill|shoot|murder|stab|behead|burn|bury|hang|hunt|hurt|execute|gut|skin|butcher|beat|rape"
    r"|torture|slaughter|kidnap|disappear|end|drag|smoke|waste|cap|chop|bomb)"
)
_SOMEBODY = (
    r"(?:rats?|snitch(?:es)?|dogs?|traitors?|reporters?|journalists?|editors?|cops?|bitch(?:es)?"
    r"|bastards?|pigs?|scum|judges?|mayors?|guys?|man|men|woman|punks?|fools?|animals?|people"
    r"|whores?"
    r"|motherfuckers?|mf|sob|asshole|coward|liars?|family|kids|mother|wife|son|daughter|brother)"
)
_THEM = (
    rf"(?:you|u|him|her|them|ya|y'all|yall|em|'em|all of (?:you|them)|your \w{{2,12}}"
    rf"|every (?:last )?one"
    rf"|(?:his|her|their|that|this|these|those|the|all|every|all the|all these)(?: \w{{2,12}})?"
    rf" {_SOMEBODY})"
)
PATTERNS = [
    rf"(?<!\w)(?:i|we)(?:'ll|'m| will| am|'re| are| gonna| shall| should)(?: gonna| going to)?"
    rf"(?: \w{{3,9}})? {_KILL} {_THEM}(?!\w)(?! (?:at|in the polls|to it|an?|some|the)(?!\w))",
    rf"(?<!\w)(?:gonna|going to|coming to|want to|wanna) {_KILL} (?:you|u|ya|your \w{{2,12}}|all of"
    rf" you)(?!\w)",
    rf"(?<!\w)(?:somebody|someone|they|we|people|you guys|cops|the army)"
    rf" (?:should|needs? to|must|gotta|ought to|has to|have to)(?: just)? "
    rf"(?:{_KILL} {_THEM}|put a bullet|take (?:him|her|them) out|lynch (?:him|her|them))(?!\w)",
    r"(?<!\w)(?:should|needs? to|must|deserves? to|ought to)(?: all| both)? be (?:shot|hanged"
    r"|hung|killed|lynched|executed|beheaded|skinned|burned alive|burnt alive|gutted|put down"
    r"|fed to)(?!\w)",
    r"(?<!\w)(?:deserves? to die|hope (?:you|they|he|she)(?: all)? (?:dies?|gets? (?:killed|shot"
    r"|beheaded|murdered)|burns?)"
    r"|hope (?:they|someone|somebody|he|she) (?:kills?|shoots?) (?:you|him|her|them|u))(?!\w)",
    r"(?<!\w)(?<!would )(?<!could )(?<!to )(?<!not )(?<!they )(?<!who )(?:kill|shoot|hang|lynch"
    r"|burn|behead|execute|exterminate) (?:them|him|her|'em|em|all"
    r" (?:of|the|those|these)|(?:these|those) (?:rats|dogs|people|animals))"
    r"(?: all| now| already| both| slowly)?(?=$|[ ]?[.,;!?\n]| (?:and|before|on sight|wherever"
    r"|from the|like))",
    r"(?<!\w)(?:you're|you are|ur|u r|he's|she's|they're)(?: a| all"
    r"| already)? (?:dead(?: man walking| man| men"
    r"| meat| woman)?|next|a target|marked)(?=$|[ ]?[.,;!?\n]| (?:if|when|bitch|rat|for|soon))",
    r"(?<!\w)(?:you|he|she|they)(?:'ll| will|'re gonna| are gonna|'re going to| are going to|"
    r"'s going to| is going to)(?: all)? (?:die|pay for this|bleed|end up (?:dead|in a (?:bag|ditch"
    r"|hole|barrel))|regret|wake up dead|be found (?:dead|in)|disappear|get what's coming)(?!\w)"
    r"(?! (?:laughing|in (?:prison|jail)|there|of (?:old|boredom|hunger|thirst)|higher|taxes))",
    r"(?<!\w)(?<!to )burn (?:his|her|their|your|that) (?:house|car|truck|shop|store|office|ranch)",
    r"(?<!\w)(?:we|i)(?: all)? (?:know|found|found out|have) (?:exactly )?(?:where (?:you|your|his"
    r"|he|she|they)(?: \w{2,12})? (?:lives?|sleeps?|works?|goes|go|parks?|study|hang out)"
    r"|who you are|your (?:address|family|house|school|car|kids))(?!\w)",
    r"(?<!\w)(?:watch|cover) (?:your|ur) (?:back|step|family|kids)(?!\w)"
    r"|(?<!\w)sleep with one eye open(?!\w)|(?<!\w)say (?:goodbye|bye) to your (?:family|kids)"
    r"|(?<!\w)(?:your|ur) (?:days are numbered|family (?:will|is going to|is gonna) (?:pay|die"
    r"|bleed)|time is up|head (?:is|will be) (?:next|in))(?!\w)",
    r"(?<!\w)(?:we are|we're|i'm|i am|they are|they're) coming (?:for|after) (?:you|your \w{2,12}"
    r"|all of you)(?!\w)",
    r"(?<!\w)(?:put|putting|needs?|deserves?|give|get|got) (?:a |one |two )?(?:bullets?|slugs?)"
    r" (?:in|through|to|with|for) (?:the |his |her |your |their |you|him|them|everyone)",
    r"(?<!\w)(?<!to )(?<!they )(?:death to|burn down|blow up|shoot up) (?:the|all|every|his|her"
    r"|your|their|that|those|you)(?! (?:penalty|balloons?|photos?|numbers))(?!\w)",
    r"(?<!\w)(?:i|we)(?: will|'ll| gonna| am going to| are going to)(?: \w{3,9})? find (?:you|your"
    r" family|your kids)(?! (?:a|an|the|some|another|work))(?!\w)",
    r"(?<!\w)(?:you|u) (?:won't|wont|will not|aren't going to|are not going to|ain't gonna) (?:live"
    r"|make it|survive|last|wake up|be around|breathe|see (?:christmas|tomorrow|another|the|your))",
    r"(?<!\w)(?:we|i)(?: are|'re|'m| am| will|'ll)(?: going| coming| be| come| go){0,2}(?: to"
    r"| at| by)?"
    r" (?:your|his|her|their) (?:house|home|door|doorstep|office|school|work)(?!\w)",
    r"(?<!\w)(?:rats|snitches|traitors|all of you|you all|they all|dogs|liars)(?: all)? (?:will|are"
    r" going to|are gonna|should|must|gonna) (?:hang|burn|bleed|die|pay|drop|rot in a)(?!\w)",
    rf"(?<!\w)(?:cut|chop|tear|rip|hack|slice) (?:{_THEM} (?:to|in|into|up|open|apart)"
    rf"|(?:your|his|her|their) (?:heads?|throats?|tongues?|hands?|balls|fingers|ears?))(?!\w)",
    rf"(?<!\w)(?:shut|silence) {_THEM}(?: up)? (?:for good|forever|permanently)(?!\w)",
    r"(?<!\w)(?:make|gonna make) (?:you|u|him|her|them) (?:cry|bleed|suffer|disappear|beg|pay for"
    r"|scream|regret)(?!\w)",
    r"(?<!\w)keep (?:talking|writing|posting|snitching|digging|asking"
    r"|running your mouth)\W{1,3}(?:and"
    r"|see what|you'll|you will|we'll|we will)(?!\w)",
    r"(?<!\w)(?:put|putting|pump) (?:one|two|three|a few|some|lead|holes|six) (?:in|into|through)"
    r" (?:you|your|him|his|her|them|their)(?!\w)",
    r"(?<!\w)(?:i|we)(?:'ll| will| am going to|'m going to|'re going to| are going to|'re gonna|'m"
    r" gonna| gonna)(?: \w{3,9})? (?:end|find|get|catch|visit|bury|waste|drop|bleed) (?:you|u|ya)"
    r"(?=$|[ ]?[.,;!?\n]| (?:and|soon|all|one|tonight|if|when|wherever|like|in your sleep"
    r"|for this))",
    r"(?<!\w)(?:end|ends|ending|wind) up (?:dead )?in (?:a|the) (?:ditch|barrel|bags?|hole|grave"
    r"|trunk"
    r"|river|body bag|morgue)(?!\w)|(?<!\w)(?:nobody|no one|none of you) will be left(?!\w)",
    r"(?<!\w)(?:if|when) you [^.!?\n]{1,40} you (?:die|are dead|will die|will be dead"
    r"|disappear)(?!\w)",
    r"(?<!\w)(?:we|i) know (?:that )?you (?:live|work|sleep|have (?:kids|children|a (?:wife|son"
    r"|daughter|family)))(?!\w)|(?<!\w)accidents (?:do )?happen(?!\w)(?! (?:every|on|here|at|all))",
    r"(?<!\w)(?:i|we)(?: will|'ll| are going to|'re going to|'re gonna)(?: come and)? (?:take|grab"
    r"|snatch|visit|pay a visit to) your (?:kids?|children|son|daughter|wife|family|mother)(?!\w)",
    r"(?<!\w)you(?:'ve got| have| got) (?:a few|only|\w{1,5}) (?:days|hours|minutes)(?: left|"
    r" to (?:leave|live|get out|disappear))(?!\w)",
    r"(?<!\w)(?:throw|toss|put|plant|leave) (?:a |some )?(?:grenades?|bombs?|c4) (?:in|into|at"
    r"|under"
    r"|through|by) (?:your|his|her|their|the)(?!\w)",
    r"(?<!\w)(?:remember|don't forget|do not forget)(?: that)? you (?:have|got) (?:kids|children"
    r"|family|a (?:family|son|daughter|wife|mother))(?!\w)",
    r"(?:^|[.!?] )(?:off|ice|waste|smoke|clip) (?:him|her|them)(?!\w)",
]
