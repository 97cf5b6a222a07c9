namespace Krewe.Model.Quantities;

/// <summary>The family of suffixes that a quantity was written with, and is written with again.</summary>
public enum QuantityFormat
{
    /// <summary>Powers of 1000: <c>250m</c>, <c>2</c>, <c>12M</c>.</summary>
    DecimalSI,

    /// <summary>Powers of 1024: <c>128Mi</c>.</summary>
    BinarySI,

    /// <summary>Scientific: <c>12e6</c>.</summary>
    DecimalExponent,
}
