/** Accounts, logins and tokens: who may do what. */
package io.tastelake.serving.account;
