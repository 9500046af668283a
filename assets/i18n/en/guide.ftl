# The one-minute guide, reduced motion, and what stands where there is no answer.

cmd-guide = One-minute guide
cmd-guide-tip = Six small steps through the window; with the demo county where nothing is open
cmd-toggle-motion = Reduce motion
cmd-toggle-motion-tip = The map jumps instead of flying, and nothing fades or moves by itself

headline-no-villages = No villages yet: open a file of them to see who is beyond reach
headline-no-facilities = No facilities yet: open a file of them to see who is within reach
headline-no-places = No village has a known place: nobody can be judged yet

guide-step = Step { $n } of { $all }
guide-progress = { $n } of { $all } steps done
guide-done = Done
guide-next = Next
guide-back = Back
guide-skip = Skip
guide-skip-tip = Close the guide; the Help menu opens it again
guide-close = Close

guide-answer-title = Read the answer
guide-answer-text = How many people care reaches, and in red how many it does not. Whatever you change, this line follows.

guide-gap-title = Look at a gap
guide-gap-text = Red is beyond reach; the larger, the more people. Click a red mark, or press { $key }: the inspector tells how far care is.

guide-radius-title = Move the radius
guide-radius-text = Drag a slider: headline, map and table follow your hand.

guide-site-title = Try a new site
guide-site-text = Press { $key } and click where care is missing: the gaps that it closes vanish at once. { $undo } takes it back.

guide-area-title = Ask who lives there
guide-area-text = Press { $key } and drag a box over part of the map. The inspector adds up its villages and people.

guide-yours-title = Take it with you
guide-yours-text = { $export } exports the gap map and its lists. For your own county, drop its files here or press { $open }.

guide-end-title = That is all it takes
guide-end-text = The Help menu opens this guide again, and { $key } lists every key.
