// Something nobody foresaw, once, while post puts the events together: that is when it writes the first duration.
const { toFixed } = Number.prototype;
Number.prototype.toFixed = (digits) => {
  Number.prototype.toFixed = toFixed;
  throw new Error(`no fixed digits: ${digits}`);
};
