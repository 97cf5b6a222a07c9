namespace Krewe.Model.Cel;

/// <summary>
/// How many steps expressions may take: users write them, and other users the values that they look at. Every part of an expression that
/// is evaluated is a step, as are ten characters and every item that a function goes over.
/// </summary>
/// <param name="total">Steps that all expressions together have.</param>
internal sealed class CelBudget(long total)
{
    /// <summary>Steps of one expression (Kubernetes' limit for one call).</summary>
    public const long OfOne = 1_000_000;

    /// <summary>Steps of all rules of an object (Kubernetes' limit for one request).</summary>
    public const long OfAll = 10_000_000;

    private long _left = Math.Min(OfOne, total);

    /// <summary>Steps that are left for the expressions to come; 0 when there are none.</summary>
    public long Left { get; private set; } = total;

    /// <summary>Begins an expression.</summary>
    public void Begin() => _left = Math.Min(OfOne, Left);

    /// <summary>Spends what it takes to read a value: texts and bytes are gone over once.</summary>
    /// <exception cref="CelBudgetException">There are not so many steps left.</exception>
    public void Pay(object? value) => Spend(value switch
    {
        string text => text.Length / 10,
        CelBytes bytes => bytes.Span.Length / 10,
        Uri url => url.OriginalString.Length / 10,
        _ => 0,
    });

    /// <exception cref="CelBudgetException">There are not so many left.</exception>
    public void Spend(long steps)
    {
        _left -= steps;
        Left -= steps;
        if (_left < 0)
            throw new CelBudgetException();
    }
}
