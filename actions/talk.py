"""Actions on the talk itself; some are a kirana's as well."""

from __future__ import annotations

from actions.shop_action import shop_action
from parchi.services import counter, customers, operator
from parchi.services.conversation import enquiries, questions

Greet = shop_action("greet", customer=enquiries.greet, kirana=counter.greet)
Affirm = shop_action("affirm", customer=questions.affirm, kirana=counter.affirm)
Deny = shop_action("deny", customer=questions.deny, kirana=counter.deny)
Help = shop_action("help", customer=enquiries.help, kirana=counter.help)
Thank = shop_action("thank", customer=enquiries.thank, kirana=counter.thank)
Goodbye = shop_action("goodbye", customer=enquiries.goodbye, kirana=counter.goodbye)
OutOfScope = shop_action("out_of_scope", customer=enquiries.out_of_scope, kirana=counter.out_of_scope)
TalkToHuman = shop_action("talk_to_human", customer=operator.talk_to_human, is_for_every_number=True)
JoinGroup = shop_action("join_group", customer=enquiries.join_group)
ChangeLanguage = shop_action("change_language", customer=customers.change_language, is_for_every_number=True)
StopMessages = shop_action("stop_messages", customer=customers.stop_messages, is_for_every_number=True)
ResumeMessages = shop_action("resume_messages", customer=customers.resume_messages, is_for_every_number=True)
ForgetMe = shop_action("forget_me", customer=customers.forget_me)
SendMedia = shop_action("send_media", customer=enquiries.send_media, is_for_every_number=True)
