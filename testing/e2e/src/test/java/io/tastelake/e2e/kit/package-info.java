/** What end-to-end tests are made of: the running system, its log and lake, clients, and chance. */
package io.tastelake.e2e.kit;
