"""Actions of a kirana's own number."""

from __future__ import annotations

from actions.shop_action import shop_action
from parchi.services import counter

AcceptOrder = shop_action("accept_order", kirana=counter.accept_order)
RejectOrder = shop_action("reject_order", kirana=counter.reject_order)
OrderReady = shop_action("order_ready", kirana=counter.order_ready)
OrderCollected = shop_action("order_collected", kirana=counter.order_collected)
ReportMissing = shop_action("report_missing", kirana=counter.report_missing)
SetOutOfStock = shop_action("set_out_of_stock", kirana=counter.set_out_of_stock)
Restock = shop_action("restock", kirana=counter.restock)
SetPrice = shop_action("set_price", kirana=counter.set_price)
OpenShop = shop_action("open_shop", kirana=counter.open_shop)
CloseShop = shop_action("close_shop", kirana=counter.close_shop)
SetHoliday = shop_action("set_holiday", kirana=counter.set_holiday)
ConfirmPayment = shop_action("confirm_payment", kirana=counter.confirm_payment)
RecordCredit = shop_action("record_credit", kirana=counter.record_credit)
AskOrders = shop_action("ask_orders", kirana=counter.ask_orders)
AskSales = shop_action("ask_sales", kirana=counter.ask_sales)
