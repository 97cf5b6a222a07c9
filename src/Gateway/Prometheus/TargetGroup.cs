namespace Krewe.Gateway.Prometheus;

/// <summary>Addresses to be scraped that have all labels in common: an element of Prometheus' HTTP service discovery.</summary>
/// <param name="Address"><c>host:port</c>, or a host alone where no port is known.</param>
/// <param name="Labels">Labels for relabelling; what begins with <c>__meta_</c> is dropped afterwards.</param>
internal sealed record TargetGroup(string Address, TargetLabels Labels);
