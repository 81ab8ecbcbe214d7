// The interface of the Pico's Arduino core (arduino-pico) as a sketch sees it: its types, its enums where other cores have
// numbers, and the words that its macros take. Nothing of the core itself: what is declared here is done by bare.cpp.

#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum { LOW = 0, HIGH = 1, CHANGE = 2, FALLING = 3, RISING = 4 } PinStatus;
typedef enum { INPUT = 0, OUTPUT = 1, INPUT_PULLUP = 2, INPUT_PULLDOWN = 3 } PinMode;
typedef enum { LSBFIRST = 0, MSBFIRST = 1 } BitOrder;
typedef uint8_t pin_size_t;
typedef bool boolean;
typedef uint8_t byte;
typedef uint16_t word;

#define PI 3.1415926535897932384626433832795
#define EULER 2.718281828459045235360287471352
#define SERIAL 0x0
#define DISPLAY 0x1
#define DEFAULT 1
#define PIN_LED (25u)
#define LED_BUILTIN PIN_LED
#define NOT_A_PIN 0
#define constrain(amt, low, high) ((amt) < (low) ? (low) : ((amt) > (high) ? (high) : (amt)))
#define radians(deg) ((deg)*0.017453292519943295)
#define degrees(rad) ((rad)*57.29577951308232)
#define sq(x) ((x) * (x))
#define lowByte(w) ((uint8_t)((w)&0xff))
#define highByte(w) ((uint8_t)((w) >> 8))
#define bitRead(value, bit) (((value) >> (bit)) & 0x01)
#define bitSet(value, bit) ((value) |= (1UL << (bit)))
#define bitClear(value, bit) ((value) &= ~(1UL << (bit)))
#define bit(b) (1UL << (b))
#define _BV(bit) (1 << (bit))
#define F(x) x

static const uint8_t D0 = (0u), D1 = (1u), D2 = (2u), D3 = (3u), D4 = (4u), D5 = (5u);
static const uint8_t A0 = (26u), A1 = (27u), A2 = (28u), A3 = (29u);

void setup();
void loop();

unsigned long micros();
unsigned long millis();
void delay(unsigned long ms);
void delayMicroseconds(unsigned int us);
int analogRead(pin_size_t pin);
void analogReadResolution(int bits);
void pinMode(pin_size_t pin, PinMode mode);
PinStatus digitalRead(pin_size_t pin) __asm__("digital_read_of_the_core");
void digitalWrite(pin_size_t pin, PinStatus level);
void noInterrupts();
void interrupts();

class Print {
 public:
  virtual size_t write(uint8_t byte) = 0;
  virtual size_t write(const uint8_t* bytes, size_t count) = 0;
  virtual int availableForWrite() = 0;
};

class SerialUSB : public Print {
 public:
  void begin(unsigned long baud = 115200);
  size_t write(uint8_t byte) override;
  size_t write(const uint8_t* bytes, size_t count) override;
  int availableForWrite() override;
  bool dtr();
  operator bool();
};
extern SerialUSB Serial __asm__("serial_of_the_core");
