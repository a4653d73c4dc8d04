package text

import "sync"

// englishLists are the lists of the patterns.
var englishLists = map[string]string{
	"day":  "monday tuesday wednesday thursday friday saturday sunday",
	"than": "more less better rather other fewer bigger smaller larger faster fresher sooner later cheaper easier earlier worse older younger higher lower longer stronger lighter closer quicker greater",
	"base": "be get make see find book order visit buy celebrate reserve announce share welcome offer bring go join meet know help",
	"verb": "go get make talk see start celebrate do be have take eat meet keep cook bake try give say find hope grab raise dive catch stay help look know share support dance play plan welcome enjoy chat discuss begin toast bring",
}

// englishPatterns are the slips of English, read when they are first asked for.
var englishPatterns = sync.OnceValue(func() patterns {
	return compile("en", englishLists, englishClasses, englishSound+englishVerbs+englishFixed)
})

// englishSound are words that sound like others.
const englishSound = `
its! | [its] a/an/the/not/been/going/our/your/my/so/too/here/no/really/almost/nearly/finally/just/officially/that/what/why/about/never/raining/sunny/snowing | it's
its! | [its] {day}/christmas/summer/spring/autumn/winter/friday/lunchtime $ | it's
its! | [its] {day} !morning/evening/night/market/menu | it's
its! | ^ [its] time/back/official/now/easy/only/hard/all/nice/great/lovely/always | it's
its | think/know/believe/say/hope/because/so/hurry/and/but/when/if [its] time/great/lovely/ready/open/closed/sold/free/good/easy/back/worth/now/cold/hot/perfect | it's
its! | [it's] own | its
its! | !and/but/because/so/that/think/as/if/when/hope/when/while [it's] doors/customers/name/roots/secrets/walls/founder/history/beginnings/contents/flavour/website/staff/menu | its
its! | of/with/into/from/by/opened/opens/celebrates/has/kept/keeps/lost [it's] !a/an/the/not/been/so/really/all/always/very/my/our/your/just/too/about/only/no/still/also/what/going/as/for | its
its! | as/for [it's] name/doors/customers/founder/history/roots/walls/staff/menu/flavour | its

your! | [your] the/a/an/not/going/invited/so/gonna/looking/sure/coming/here/about/still/probably/already/always | you're
your! | [your] welcome $ | you're
your! | [your] welcome to/any/anytime/at | you're
your! | [you're] own/order/orders/table/favourite/favorite/booking/visit/feedback/support/reviews/questions/photos/garden/kitchen/email/name/phone/dog/kids/child/children/day/bag/bags/weekend/address/ticket/tickets/shopping/custom/patience/loyalty/business/house/coffee | your

their! | !over/up/down/out/in/is/was/were/are [there] own/team/menu/products/customers/favourite/favorite/staff/doors/kids/children/parents/website/orders/dogs/support/work/shop/friends/families/garden | their
their! | [their/they're] is/are/was/were/has/have/isn't/aren't/wasn't/weren't | there
their! | !is/was/were/are/isn't/aren't [there/their] going/coming to/back/soon | they're
their! | [their] so/not/very/too/here/all | they're
their! | [they're] own/day/menu/doors/shop/customers/products/favourite/favorite/kids/children/orders/recipe/recipes/dogs/team/work | their
their! | is/are/was [their/they're] a/an/any/anything/anyone/enough/going | there
their! | over/right [their/they're] $ | there

than! | {than} [then] <number>/ever/the/a/an/any/our/your/before/last/you/we/expected/usual/most/just/half/one/noon/this/that/it/wait/fresh/cancel/buy/planned/all/what | than
than! | rather/other [then] | than
than! | and/since/until/back/only/just/but [than] we/you/let/add/mix/bake/it/the/they/i/stir/pour/serve/come/leave/cover/put/leave/roll | then
than! | , [than] we/you/it/the/they/i/add/bake/let/a | then
than! | since/until [than] | then

too! | way/far/under/not/never/be/been/have/has/had/got/just/bit/drink/drank/eat/ate/eaten/spend/spent/bought/ordered/cost/costs/asking/with/there's/it's/that's [to] much/many | too
too! | is/it's/are/was/were/not/way/far/bit/never/be/you're/i'm/always/feel/getting [to] late/early/expensive/hot/cold/big/small/good/long/busy/soon/short/heavy/sweet/spicy/easy/tired/old/young/hard/quick | too
too! | kids/dogs/children/friends/family [to] $ | too
too! | ^ me [to] $ | too
too! | !we/i/you/they/us/he/she/it [too] {base} | to

lose! | don't/not/to/never/will/won't/you'll/can't/cannot/could/might/may/i [loose] your/the/it/a/out/any/weight/time/sight/hope/track/my/our/their/interest/heart/anything/with | lose
lose! | nothing/something/lot to [loose] | lose
quiet! | a/the/some/for [quite] place/corner/evening/moment/night/spot/morning/table/garden/street/time/space/room | quiet
quiet! | very/so/nice/peace [quite] $ | quiet
stationery! | [stationary] shop/store/set/sets/lovers/range/collection/brand/gifts/items | stationery
dessert! | [desert/deserts] menu/menus/wine/table/trolley/list/options/bar | desert>dessert deserts>desserts
dessert! | for/our/and/free [desert] $ | dessert
past! | half/quarter [passed] <number>/one/two/three/four/five/six/seven/eight/nine/ten/eleven/twelve/noon/midnight | past
past! | !a/the/our/my/your/his/her/their/this/that/each/every walk/drive/run [passed] | past
past! | walked/drove/ran [passed] | past
past! | the/this [passed] year/years/month/months/week/weeks/few/two/three/decade/weekend | past
past! | in the [passed] | past
advice! | some/any/our/good/expert/free/best/for/of/your/my/their/more [advise] | advice
advice! | we/i/they/you/would/strongly/please/to [advice] you/customers/everyone/against/booking/to/people/that | advise
piece! | [peace] of cake/art/pie/furniture/work/paper/history/jewellery/jewelry/advice | piece
piece! | [piece] of mind | peace
peek! | sneak [peak/peaks/pique] | peak>peek peaks>peeks pique>peek
peek! | [peaked/peeked] your/my/our interest/curiosity | piqued
bear! | [bare] with us/me | bear
whose! | [whose] coming/ready/hungry/excited/joining/the/going/thirsty/your/here/with/getting/looking/been/up/a | who's
whose! | [who's] birthday/turn/idea/dog/name/names/recipe/recipes/photo/photos/work/mum/mom/bread/cake/cakes/hands/job/car/favourite/favorite/team/products/flowers | whose
weather! | !the/this/of/any/all/every/sunny/bad/good/what/whatever/nice/fine/our/great/lovely/cold/hot/warm/wet/dry/winter/summer/spring/autumn [weather] you/you're/we/it/it's/they | whether
weather! | !the/this/of/any/all/every/sunny/bad/good/what/whatever/nice/fine/our/great/lovely/cold/hot/warm/wet/dry/winter/summer/spring/autumn [weather] or not | whether
break! | coffee/lunch/tea/spring/summer/christmas/school/winter [brake/brakes] ~check/checks/pads/discs/fluid/test/tests/service/servicing/inspection/offer/repair/repairs | brake>break brakes>breaks
complement! | [compliments] the/your/our cheese/wine/flavour/flavours/dish/meat/fish/decor/room/garden/sauce/look/outfit/colour | complements
where! | ^ [were] open/closed/back/hiring/here/so/excited/proud/delighted/thrilled/happy/looking/celebrating/opening/giving/now/launching/ready/moving/busy/on/offering/very | we're
where! | ^ [were/we're] is/can/do/did/does/to | where
where! | we/they [where] !to/in/and/is/are/can/do/have/they/we | were
`

// englishVerbs are forms of verbs.
const englishVerbs = `
have! | could/should/would/couldn't/shouldn't/wouldn't/mustn't [of] !course | have
have! | !a/the might/must [of] !course/the | have
lets! | ^ [lets] {verb}/not/all/just/face | let's
lets | , [lets] {verb}/not/face | let's
lets! | [let's] you/me/him/her/them/customers/users/people | lets
lets! | that/which/it/app/card/ticket/voucher/this [let's] us | lets
affect! | an/the/no/any/positive/negative/little/big/huge/side/special/adverse/great/immediate/into/take/takes/in/same/knock-on [affect/affects] | affect>effect affects>effects
affect! | will/won't/may/might/can/could/would/not/doesn't/does/didn't/don't/to [effect] your/our/you/us/all/orders/opening/delivery/deliveries/prices/any/it/them/my/his/her/their/people/how | affect
affect | will/won't/may/might/can/could/would/not/doesn't/didn't/don't [effect] the/this/these | affect
used! | !did/didn't he/she/it/there [use] to be/have/love | used
used | !did/didn't i/we/you/they [use] to be/have/love | used
used! | is/are/was/were/not/be/i'm/you're/we're/it's/they're/am [suppose] to | supposed
verb! | we/they [was] | were
verb! | we/they [wasn't] | weren't
verb! | he/she [don't] | doesn't
verb | , it [don't] ~they/you/we/i | doesn't
verb! | !does/did/do/have we/they [has] | have
verb! | have/has/had/we've/i've/they've/you've ?just/already/never ?just/already/never [went] | gone
verb! | have/has/had/we've/i've/they've/you've ?just/already/never [ate/drank/began/chose/wrote/forgot/broke/gave/took/saw/did/knew/grew/flew] | ate>eaten drank>drunk began>begun chose>chosen wrote>written forgot>forgotten broke>broken gave>given took>taken saw>seen did>done knew>known grew>grown flew>flown
verb! | didn't/doesn't/don't ?even/just/really [saw/came/went/had/got/made/took/found/bought/ate/knew/thought/told/sold/wanted/needed/liked/forgot/gave/opened/closed] | saw>see came>come went>go had>have got>get made>make took>take found>find bought>buy ate>eat knew>know thought>think told>tell sold>sell wanted>want needed>need liked>like forgot>forget gave>give opened>open closed>close
verb! | to [saw/came/went/bought/ate/knew/sold/gave/took] | saw>see came>come went>go bought>buy ate>eat knew>know sold>sell gave>give took>take
`

// englishFixed are words that are written in one way.
const englishFixed = `
split! | [alot] | a lot
split! | [aswell/infact/atleast/incase/noone/eachother/everytime/upto/abit/ofcourse/inspite/thankyou] | aswell>as_well infact>in_fact atleast>at_least incase>in_case noone>no_one eachother>each_other everytime>every_time upto>up_to abit>a_bit ofcourse>of_course inspite>in_spite thankyou>thank_you
split! | open/closed/here [everyday] | every day
split! | [everyday] $ | every day
split! | [everyday] from/at/until/except/this/between/by/in/with/for/and/since/before/after/<number> | every day
apostrophe! | [dont/didnt/doesnt/isnt/arent/wasnt/werent/hasnt/havent/hadnt/wouldnt/couldnt/shouldnt/youre/theyre/ive/youve/weve/theyve/im/thats/whats/youll/theyll/itll/cant/wont/dosent] | dont>don't didnt>didn't doesnt>doesn't isnt>isn't arent>aren't wasnt>wasn't werent>weren't hasnt>hasn't havent>haven't hadnt>hadn't wouldnt>wouldn't couldnt>couldn't shouldnt>shouldn't youre>you're theyre>they're ive>I've youve>you've weve>we've theyve>they've im>I'm thats>that's whats>what's youll>you'll theyll>they'll itll>it'll cant>can't wont>won't dosent>doesn't
`
