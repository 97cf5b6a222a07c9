using Krewe.Grains.Randomness;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Reconciling;

/// <summary>What every reconciling grain works with.</summary>
internal sealed record ReconcileServices(ReconcileOptions Options, TimeProvider Clock, Entropy Entropy, ILogger<ReconcileLoop> Logger);
