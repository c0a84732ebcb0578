package io.cooperage.drill.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What an operation does to a data type, with what it was given and, if it is acknowledged, what it
 * was answered.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "f")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RegisterAction.Read.class, name = "read"),
  @JsonSubTypes.Type(value = RegisterAction.Write.class, name = "write"),
  @JsonSubTypes.Type(value = RegisterAction.CompareAndSet.class, name = "cas"),
  @JsonSubTypes.Type(value = Transaction.class, name = "txn"),
  @JsonSubTypes.Type(value = SetAction.Add.class, name = "add"),
  @JsonSubTypes.Type(value = SetAction.ReadAll.class, name = "read-set"),
  @JsonSubTypes.Type(value = BankAction.Transfer.class, name = "transfer"),
  @JsonSubTypes.Type(value = BankAction.ReadBalances.class, name = "read-balances"),
  @JsonSubTypes.Type(value = Creation.class, name = "create")
})
public sealed interface Action
    permits RegisterAction, Transaction, SetAction, BankAction, Creation {

  /**
   * Names the part of a history that is judged by itself: the data type, for registers each object.
   */
  @JsonIgnore
  String part();

  /** Its name in Jepsen's histories, an EDN keyword without the colon. */
  @JsonIgnore
  String function();

  /** Its value when it is invoked, as EDN. */
  @JsonIgnore
  String invokedValue();

  /** Its value when it is acknowledged, as EDN: the same, where the answer tells nothing new. */
  @JsonIgnore
  default String acknowledgedValue() {
    return invokedValue();
  }
}
