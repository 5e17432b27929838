package io.tastelake.bench.measure;

/**
 * How a figure holds us beside a peer.
 *
 * @param peer what it is called
 * @param timesAsGood more than 1 if we are ahead, whatever the figure counts
 */
public record Versus(String peer, double timesAsGood) {}
