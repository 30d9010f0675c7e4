/**
 * Questions put to a bank: {@link io.pinakes.query.bank.BankDatasets} opens its datasets and models
 * for {@link io.pinakes.query.Searcher}.
 */
@NullMarked
package io.pinakes.query.bank;

import org.jspecify.annotations.NullMarked;
